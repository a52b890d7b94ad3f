#!/usr/bin/env bash
# Makes seed/community.ndjson.gz from its sources.
#   seed/make.sh DUMP COURSES
# DUMP is a folder with the Stack Exchange dump of Quantum Computing, named quantumcomputing.stackexchange;
# COURSES is the CSV file of courses. Both default to the folder `shared` beside the repository.
set -euo pipefail
cd "$(dirname "$0")/.."
dump=${1:-../shared/data/quantumcomputing.stackexchange}
courses=${2:-../shared/data/courses/courses.csv}
data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT

run() { dotnet run --project src/KnowledgeGraph.Server --configuration Release -- "$@" --data "$data"; }
run import stackexchange "$dump"
run import courses "$courses"
run export ndjson seed/community.ndjson.gz
