# What there is to do: `just`.
[private]
default:
    @just --list --unsorted

# Everything `check` needs on a Debian machine; running and testing need Rust and a C compiler alone.
setup:
    sudo apt-get install --yes build-essential chromium nodejs npm postgresql
    npm ci

# The server on ./data, at http://127.0.0.1:8080.
dev:
    cargo run

# The server on the sample workspace in ./data/demo.
demo:
    cargo run -- demo

# The tests; those that want PostgreSQL or Chromium are skipped where these are missing.
test *arguments:
    cargo test {{ arguments }}

# The tests, failing where PostgreSQL or Chromium is missing.
test-all *arguments:
    RECRUITPRO_TEST_POSTGRES=required RECRUITPRO_TEST_BROWSER=required cargo test {{ arguments }}

# What must hold before a change lands: formatting, lints, assets, all tests.
check:
    bash .ci/run

# The committed files under static/, from their sources.
css:
    npm run assets

# Accessibility of a running server's pages: `just axe http://127.0.0.1:8080 /projects`.
axe *arguments:
    npm run axe -- {{ arguments }}

# The figures of docs/performance.md: `just bench pages`.
bench *arguments:
    cargo bench --bench measure -- {{ arguments }}

# docs/third-party.md, from what Cargo and npm know.
licences:
    node scripts/licences.mjs

# All licence texts that must go with a binary.
licence-texts:
    @node scripts/licences.mjs --texts
