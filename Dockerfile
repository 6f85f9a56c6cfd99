# The gateway's image: a runtime of only the modules it needs, the jars, an AOT cache and the C library. No shell, no
# package manager, user 10001, nothing writable but the state folder. Build the jars first: ./raygate --version
#
# BASE is any glibc Linux image with a shell and a JDK 25 in JAVA_HOME. It has no default, so that nobody builds on a
# tag that moves: take docker.io/library/eclipse-temurin:25-jdk by its digest. Only its C library reaches the image.
#
#   docker build --build-arg BASE=docker.io/library/eclipse-temurin@sha256:... -t raygate .
#   docker run --read-only -p 8443:8443 -v ./raygate.yaml:/etc/raygate/raygate.yaml:ro raygate
ARG BASE
FROM ${BASE} AS build
COPY gateway/target/raygate.jar gateway/target/bom.json gateway/src/main/launch/java.options /opt/raygate/
COPY gateway/target/lib /opt/raygate/lib
COPY gateway/src/main/launch/image.sh /tmp/
RUN sh /tmp/image.sh /image

FROM scratch
ARG VERSION=dev
ARG REVISION=unknown
LABEL org.opencontainers.image.title="raygate" \
      org.opencontainers.image.description="An authenticating ingress gateway for Ray Serve" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
COPY --from=build /image /
USER 10001:10001
WORKDIR /var/lib/raygate
VOLUME /var/lib/raygate
EXPOSE 8443 8080 9091
ENTRYPOINT ["/opt/raygate/jre/bin/java", "@/opt/raygate/java.options", "-jar", "/opt/raygate/raygate.jar"]
CMD ["run", "--config", "/etc/raygate/raygate.yaml"]
