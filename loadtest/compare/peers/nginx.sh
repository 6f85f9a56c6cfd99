#!/usr/bin/env bash
# nginx in the foreground. Only plain proxying: its stock build checks no JWT.
set -eu
type "${NGINX:=nginx}" >/dev/null 2>&1 || exit 77
case $LEVEL in W0 | S | B | I) ;; *) exit 77 ;; esac
cat >"$SCRATCH/nginx.conf" <<END
daemon off;
user $(id -un);
worker_processes 1;
pid $SCRATCH/nginx.pid;
error_log stderr error;
events { worker_connections 40000; }
worker_rlimit_nofile 80000;
http {
    access_log off;
    client_body_temp_path $SCRATCH/nginx-body;
    proxy_temp_path $SCRATCH/nginx-proxy;
    fastcgi_temp_path $SCRATCH/nginx-fastcgi;
    uwsgi_temp_path $SCRATCH/nginx-uwsgi;
    scgi_temp_path $SCRATCH/nginx-scgi;
    keepalive_timeout 75s;
    keepalive_requests 100000000;
    upstream stable { server $STABLE; keepalive 256; keepalive_requests 100000000; }
    server {
        listen 127.0.0.1:$PORT backlog=4096;
        location / {
            proxy_pass http://stable;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
$([ "$LEVEL" != S ] || echo '            proxy_buffering off;')
        }
    }
}
END
exec "$NGINX" -p "$SCRATCH" -c "$SCRATCH/nginx.conf"
