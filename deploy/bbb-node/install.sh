#!/bin/sh
# Installs or removes the scripts that hand recordings of this BBB server to the load balancer. See --help.
set -eu

prefix=
uninstall=no
user=bigbluebutton

usage() {
    cat <<'TEXT'
Usage: install.sh [--uninstall] [--prefix DIR]

Installs, or updates:
  /usr/local/bigbluebutton/core/scripts/post_publish/post_publish_scalelite.rb
  /usr/local/lib/scalelite-bbb-node/             the other scripts
  /usr/local/bin/scalelite_{deliver,batch,prune}.rb
  /etc/bigbluebutton/scalelite-bbb-node.yml      kept if it is there
  /etc/systemd/system/scalelite-deliver.{service,timer}
  /var/bigbluebutton/scalelite/                  queue and ledger, of user bigbluebutton

  --uninstall   removes the scripts and the timer; configuration, queue and ledger stay
  --prefix DIR  puts everything below DIR and leaves systemd alone
TEXT
}

fail() {
    echo "install.sh: $1" >&2
    exit "${2:-1}"
}

while [ $# -gt 0 ]; do
    case $1 in
    --prefix)
        [ $# -gt 1 ] || fail "--prefix needs a directory" 2
        prefix=$2
        shift
        ;;
    --uninstall) uninstall=yes ;;
    -h | --help)
        usage
        exit 0
        ;;
    *) fail "unknown argument $1; --help tells what is possible" 2 ;;
    esac
    shift
done

source_dir=$(cd "$(dirname "$0")" && pwd)
library=$prefix/usr/local/lib/scalelite-bbb-node
post_publish=$prefix/usr/local/bigbluebutton/core/scripts/post_publish
bin=$prefix/usr/local/bin
units=$prefix/etc/systemd/system
configuration=$prefix/etc/bigbluebutton/scalelite-bbb-node.yml
state=$prefix/var/bigbluebutton/scalelite

if [ -z "$prefix" ] && [ "$(id -u)" -ne 0 ]; then
    fail "must run as root"
fi

if [ "$uninstall" = yes ]; then
    if [ -z "$prefix" ]; then
        systemctl disable --now scalelite-deliver.timer || true
    fi
    rm -f "$post_publish/post_publish_scalelite.rb" "$units/scalelite-deliver.service" "$units/scalelite-deliver.timer"
    for script in deliver batch prune; do
        rm -f "$bin/scalelite_$script.rb"
    done
    rm -rf "$library"
    if [ -z "$prefix" ]; then
        systemctl daemon-reload
    fi
    echo "Removed. $configuration and $state are still there."
    exit 0
fi

command -v ruby >/dev/null || fail "ruby is not installed; BBB's recording scripts need it, too"
ruby -e 'exit((RUBY_VERSION.split(".").map(&:to_i) <=> [2, 5]) >= 0)' || fail "ruby $(ruby -v) is too old: 2.5 or later is needed"
command -v tar >/dev/null || fail "tar is not installed"
if [ -z "$prefix" ] && [ ! -d "$post_publish" ]; then
    fail "$post_publish is not there: is this a BBB server with recordings?"
fi

mkdir -p "$library" "$post_publish" "$bin" "$units" "$(dirname "$configuration")" "$state/queue"
install -m 0755 "$source_dir/post_publish_scalelite.rb" "$post_publish/"
# Not in post_publish: BBB runs every Ruby file there.
install -m 0644 "$source_dir/scalelite_bbb_node.rb" "$source_dir/README.md" "$library/"
for script in deliver batch prune; do
    install -m 0755 "$source_dir/scalelite_$script.rb" "$library/"
    ln -sf "../lib/scalelite-bbb-node/scalelite_$script.rb" "$bin/scalelite_$script.rb"
done
install -m 0644 "$source_dir/systemd/scalelite-deliver.service" "$source_dir/systemd/scalelite-deliver.timer" "$units/"
if [ -e "$configuration" ]; then
    echo "Kept $configuration"
else
    install -m 0640 "$source_dir/scalelite-bbb-node.yml" "$configuration"
    echo "Edit $configuration"
fi

chmod 0750 "$state" "$state/queue"
if [ -z "$prefix" ]; then
    id "$user" >/dev/null 2>&1 || fail "there is no user $user: is this a BBB server?"
    chown "$user:$user" "$state" "$state/queue"
    # It may hold the secret.
    chown "root:$user" "$configuration"
    systemctl daemon-reload
    systemctl enable --now scalelite-deliver.timer
fi
echo "Installed. After editing the configuration: scalelite_batch.rb --all --dry-run"
