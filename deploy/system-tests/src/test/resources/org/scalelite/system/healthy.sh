# What the health check of a container answers: a word and the exit code.
said() {
    code=0
    "$@" >/dev/null 2>&1 || code=$?
    echo "$code"
}
export ALIVE_FILE=/tmp/alive
echo "no-beat $(said healthy poller)"
touch "$ALIVE_FILE"
echo "fresh-poller $(said healthy poller)"
echo "fresh-importer $(said healthy recording-importer)"
touch -d '10 minutes ago' "$ALIVE_FILE"
echo "old-poller $(said healthy poller)"
echo "old-importer $(said healthy recording-importer)"
echo "slow-poller $(said env POLL_INTERVAL=600.5 healthy poller)"
echo "slow-importer $(said env RECORDING_IMPORT_POLL_INTERVAL=600 healthy recording-importer)"
echo "no-api $(said healthy api)"
echo "unknown $(said healthy nginx)"
