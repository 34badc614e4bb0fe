# syntax=docker/dockerfile:1
FROM rust:1-slim-bookworm AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    cargo build --release --locked && cp target/release/recruitpro /recruitpro

FROM debian:bookworm-slim
# Certificates for S3 and mail, curl for the health check.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates curl \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --user-group --no-create-home recruitpro \
    && install --directory --owner=recruitpro --group=recruitpro --mode=0700 /data
COPY --from=build /recruitpro /usr/local/bin/recruitpro
USER recruitpro
WORKDIR /data
ENV RECRUITPRO_DATA_DIR=/data \
    RECRUITPRO_LISTEN=0.0.0.0:8080
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["curl", "--fail", "--silent", "--output", "/dev/null", "http://127.0.0.1:8080/health"]
ENTRYPOINT ["recruitpro"]
