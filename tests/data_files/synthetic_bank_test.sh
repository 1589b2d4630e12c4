#!/usr/bin/env bash
# The committed bank is what its program writes today, byte for byte.
#
#   synthetic_bank_test.sh PROGRAM COMMITTED_FOLDER
set -euo pipefail

written=$(mktemp -d)
trap 'rm -rf "$written"' EXIT
"$1" "$written"
for file in items.csv questions.jsonl; do
  cmp "$2/$file" "$written/$file"
  echo "$file is the same"
done
