#!/usr/bin/env sh
# Generates, from the schema of a running server: typed documents (graphql-codegen, then tsc) and Relay's artifacts.
# usage: generate.sh http://127.0.0.1:PORT/graphql
set -eu
cd "$(dirname "$0")"
rm -rf generated
mkdir -p generated/relay
echo '{ "type": "commonjs" }' > generated/package.json
ENDPOINT="$1" node_modules/.bin/graphql-codegen --config codegen.mjs
node_modules/.bin/tsc
node_modules/.bin/relay-compiler relay.config.json
