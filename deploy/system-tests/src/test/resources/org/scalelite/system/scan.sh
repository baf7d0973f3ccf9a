# Prints what an image must not hold: scan.sh ALLOWED-DIRECTORIES SECRET...
# The directories are those that the user of the container may write to, as a regular expression. Run as root, to see all.
writable=$1
shift

find / -xdev -path '*bin/*' -perm /111 | grep -E '/(javac|jlink|jmod|jshell|mvn|mvnw|gradle|gcc|g\+\+|cc|c\+\+|cpp|clang|make|cmake|ld|as|git|svn|curl|wget|ssh|scp|npm|pip3?)(-[0-9.]+)?$' |
    sed 's/^/build tool: /'
find /var/lib/apt/lists /var/cache/apt -type f ! -name lock 2>/dev/null | sed 's/^/package list: /'
find / -xdev -type f \( -name '*.pem' -o -name '*.key' -o -name '*.p12' -o -name '*.pfx' -o -name '*.jks' -o -name '*.env' \
    -o -name 'id_*' -o -name '.netrc' -o -name '.npmrc' -o -name '.git-credentials' -o -name settings.xml \) |
    grep -vE '^(/etc/ssl/certs|/usr/share/ca-certificates)/|^/usr/bin/id_' | sed 's/^/secret by its name: /'
find / -xdev -type f -size -200k -exec grep -lIE -e '-----BEGIN ([A-Z]+ )*PRIVATE KEY-----' {} + | sed 's/^/private key: /'
find / -xdev -type f -perm /6000 | sed 's/^/setuid: /'
# grep takes one secret a line.
find / -xdev -type f -exec grep -lF -e "$(printf '%s\n' "$@")" {} + | sed 's/^/a secret of the tests: /'
find / -xdev ! -type l ! -type c ! -type s \
    \( -perm -0002 -o -user 1000 -o -perm -0020 \( -group 1000 -o -group 2000 \) \) |
    grep -vE "^($writable)(/|\$)" | sed 's/^/writable: /'
find /tmp /var/tmp /training /root -mindepth 1 2>/dev/null | grep -vE '^/root/\.(bashrc|profile)$' | sed 's/^/left over: /'
true
