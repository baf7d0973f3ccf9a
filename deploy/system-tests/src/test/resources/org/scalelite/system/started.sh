# Which service Scalelite's names start, and whose health is asked then; what of bundle is known.
mkdir /tmp/bin
cp -P /opt/scalelite/bin/start* /tmp/bin/
cat >/tmp/bin/service <<'EOF'
#!/bin/sh
echo "$0 runs $*"
EOF
chmod +x /tmp/bin/service
for name in start start-poller start-recording-importer; do
    "/tmp/bin/$name"
    code=0
    healthy api >/dev/null 2>&1 || code=$?
    echo "no beat $code"
    touch "$ALIVE_FILE"
    code=0
    healthy api >/dev/null 2>&1 || code=$?
    echo "beat $code"
    rm "$ALIVE_FILE"
done
bundle exec rake -T | grep -c '^rake servers'
./bin/rake db:setup >/dev/null && echo rake
bundle install 2>&1 || echo "bundle $?"
