#!/bin/sh
# image.sh ROOT: run by the Dockerfile in an image with a JDK; lays out the gateway's own image below ROOT.
set -eu
root=$1
home=/opt/raygate

# By hand, since jdeps cannot see what is loaded by name; the start test of the image proves it. Of java.desktop log4j
# needs java.beans alone, so its native part stays away.
"$JAVA_HOME/bin/jlink" --output $home/jre --no-header-files --no-man-pages --exclude-files='glob:/java.desktop/lib/**' \
  --add-modules java.base,java.desktop,java.logging,java.management,java.naming,java.net.http,java.security.sasl,java.sql \
  --add-modules jdk.crypto.ec,jdk.management,jdk.net,jdk.unsupported,jdk.zipfs

# Netty, Corretto and SQLite unpack their native code into the temporary folder at each start; this image has none.
mkdir -p $home/native /tmp/natives
cd /tmp/natives
for jar in "$home"/lib/*-linux-x86_64.jar; do "$JAVA_HOME/bin/jar" xf "$jar"; done
"$JAVA_HOME/bin/jar" xf "$home"/lib/sqlite-jdbc-*.jar org/sqlite/native/Linux/x86_64
find . -name '*.so' -exec cp {} $home/native/ \;
{
  echo "-Djava.library.path=$home/native"
  echo "-Dcom.amazon.corretto.crypto.provider.useExternalLib=true"
  echo "-Dorg.sqlite.lib.path=$home/native"
  echo "-Dorg.sqlite.lib.name=libsqlitejdbc.so"
} >>$home/java.options

cd /
$home/jre/bin/java @$home/java.options -XX:AOTCacheOutput=$home/raygate.aot -jar $home/raygate.jar run --train
echo "-XX:AOTCache=$home/raygate.aot" >>$home/java.options

mkdir -p "$root/etc/raygate" "$root/var/lib/raygate"
cp -a --parents $home "$root"
find $home -type f \( -name '*.so' -o -path '*/bin/*' \) -exec ldd {} \; 2>/dev/null |
  sed -nE 's#^.*[[:space:]](/[^ ]*/(ld-|lib(c|m|dl|rt|pthread|resolv|nss_[a-z]*)\.)[^ ]*) .*#\1#p' | sort -u |
  while read -r library; do cp -L --parents "$library" "$root"; done
echo 'raygate:x:10001:10001::/var/lib/raygate:' >"$root/etc/passwd"
echo 'raygate:x:10001:' >"$root/etc/group"
echo 'hosts: files dns' >"$root/etc/nsswitch.conf"
chown 10001:10001 "$root/var/lib/raygate"
