# Makes an apt package source as BBB's is, signed, with a stand-in for the player: player-source.sh DIRECTORY
# DIRECTORY/source is the source, its suite is bigbluebutton-test; DIRECTORY/key.asc is the key, and DIRECTORY/fingerprint
# names it. The player fetches metadata.xml of the recording in its address and shows its name, as BBB's does.
set -eu
umask 022
directory=$1
source=$directory/source
pool=$source/pool
index=$source/dists/bigbluebutton-test/main/binary-amd64
mkdir -p "$pool" "$index" "$directory/gpg"
chmod 700 "$directory/gpg"

# package NAME: from the files in $directory/NAME. Its dependencies are those of a whole BBB, and its script must not run.
package() {
    root=$directory/$1
    mkdir -p "$root/DEBIAN"
    printf 'Package: %s\nVersion: 1:3.0-7\nArchitecture: amd64\nMaintainer: The tests <tests@example.org>\n' "$1" >"$root/DEBIAN/control"
    printf 'Depends: bbb-record-core, yq (>= 3)\nDescription: A stand-in\n' >>"$root/DEBIAN/control"
    printf '#!/bin/sh\ntouch /tmp/a-script-of-a-package-has-run\nexit 1\n' >"$root/DEBIAN/postinst"
    chmod 755 "$root/DEBIAN/postinst"
    file=$pool/${1}_3.0-7_amd64.deb
    dpkg-deb --root-owner-group --build "$root" "$file" >/dev/null
    sed '/^Description/d' "$root/DEBIAN/control" >>"$index/Packages"
    printf 'Filename: pool/%s\nSize: %s\nSHA256: %s\nDescription: A stand-in\n\n' "${file##*/}" "$(wc -c <"$file")" \
        "$(sha256sum <"$file" | cut -d ' ' -f 1)" >>"$index/Packages"
}

player=$directory/bbb-playback/var/bigbluebutton/playback/presentation/2.3
mkdir -p "$player/static/js"
cat >"$player/index.html" <<'HTML'
<!doctype html><html lang="en"><head><title>Playback</title><script defer src="/playback/presentation/2.3/static/js/main.js"></script></head><body><div id="root"></div></body></html>
HTML
cat >"$player/static/js/main.js" <<'JAVASCRIPT'
const recordId = location.pathname.split('/').pop();
fetch(`/presentation/${recordId}/metadata.xml`)
  .then((response) => response.ok ? response.text() : Promise.reject(new Error(`status ${response.status}`)))
  .then((text) => new DOMParser().parseFromString(text, 'text/xml').querySelector('meta > meetingName').textContent)
  .then((name) => { document.getElementById('root').textContent = `Playing ${name}`; })
  .catch((error) => { document.getElementById('root').textContent = `Not playing: ${error.message}`; });
JAVASCRIPT
package bbb-playback
for format in presentation podcast screenshare video; do
    scripts=$directory/bbb-playback-$format/usr/local/bigbluebutton/core/scripts/publish
    mkdir -p "$scripts"
    echo "exit 1" >"$scripts/$format.rb"
    package "bbb-playback-$format"
done

release=$source/dists/bigbluebutton-test/Release
printf 'Origin: test\nSuite: bigbluebutton-test\nCodename: bigbluebutton-test\nArchitectures: amd64\nComponents: main\nDate: %s\nSHA256:\n' \
    "$(LC_ALL=C date -u '+%a, %d %b %Y %H:%M:%S UTC')" >"$release"
printf ' %s %s main/binary-amd64/Packages\n' "$(sha256sum <"$index/Packages" | cut -d ' ' -f 1)" "$(wc -c <"$index/Packages")" >>"$release"
gpg="gpg --homedir $directory/gpg --batch --quiet"
trap 'gpgconf --homedir "$directory/gpg" --kill all' EXIT
$gpg --passphrase '' --quick-generate-key 'Package source of the tests <tests@example.org>' ed25519 sign never 2>/dev/null
$gpg --clearsign --digest-algo SHA512 --output "${release%Release}InRelease" "$release"
$gpg --armor --export >"$directory/key.asc"
$gpg --with-colons --list-keys | sed -n 's/^fpr:*\([0-9A-F]*\):/\1/p' | head -n 1 >"$directory/fingerprint"
