# Two images from one file:
#
#   docker build .               default: libpq inside the binary, no TLS to the database; no shell, no package manager.
#                                For SQLite, or PostgreSQL on the same host or behind a private network.
#   docker build --target tls .  the system's libpq, with TLS: for PostgreSQL on another machine.
#
# Whoever runs the container asks /gezondheid (does it live) and /gereed (may it have work); there is no HEALTHCHECK.
# Data: mount a volume on /data, writable by uid 65532. It is the working folder, so relative paths end there.

FROM rust:1.95-bookworm AS source
WORKDIR /src
COPY . .
# An empty folder to copy: the last image has no shell to make one.
RUN mkdir /data

FROM source AS build
ARG CARGO_FEATURES=""
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target,sharing=locked \
    cargo build --release --locked --bin knooppunt ${CARGO_FEATURES} \
    && cp target/release/knooppunt /knooppunt

FROM source AS build-tls
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpq-dev \
    && rm -rf /var/lib/apt/lists/*
ARG CARGO_FEATURES="--no-default-features --features libpq-systeem"
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target,sharing=locked \
    cargo build --release --locked --bin knooppunt ${CARGO_FEATURES} \
    && cp target/release/knooppunt /knooppunt

FROM debian:bookworm-slim AS tls
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates libpq5 \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build-tls /knooppunt /knooppunt
COPY --from=build-tls /src/config /config
COPY --from=build-tls --chown=65532:65532 /data /data
USER 65532:65532
WORKDIR /data
EXPOSE 8080
ENTRYPOINT ["/knooppunt"]
CMD ["serve"]

# The last stage is the one that is built by default.
FROM gcr.io/distroless/cc-debian12:nonroot AS default
COPY --from=build /knooppunt /knooppunt
COPY --from=build /src/config /config
COPY --from=build --chown=65532:65532 /data /data
USER 65532:65532
WORKDIR /data
EXPOSE 8080
ENTRYPOINT ["/knooppunt"]
CMD ["serve"]
