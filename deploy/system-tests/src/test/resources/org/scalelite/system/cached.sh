# Runs a command that has to use its AOT cache: cached.sh COMMAND...
# With AOTMode=on the JVM refuses to start if it cannot take the cache that it is given; that it is given one is looked at here.
cache=$SCALELITE_HOME/command-line/cli.aot
jar=$SCALELITE_HOME/command-line/command-line.jar
if [ ! -s "$cache" ] || [ "$jar" -nt "$cache" ]; then
    echo "$cache is missing, or older than the jar"
    exit 1
fi
JAVA_TOOL_OPTIONS=-XX:AOTMode=on exec "$@"
