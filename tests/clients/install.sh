#!/usr/bin/env bash
# Lays out the protos and the clients in a folder of their own, and prepares
# them there as clients/README.md says. What is installed already stays.
#
#   install.sh SOURCE FOLDER
set -euo pipefail
source=$1
folder=$2

mkdir -p "$folder"/{proto/adaptest/v1,clients/{python,node}}
cp "$source"/proto/adaptest/v1/*.proto "$folder/proto/adaptest/v1"
cp "$source"/clients/python/{generate,*.py} "$folder/clients/python"
"$folder/clients/python/generate"

cd "$folder/clients/node"
cp "$source"/clients/node/*.js .
installed=node_modules/.package-lock.json  # npm writes it last
for file in .npmrc package.json package-lock.json; do
  if ! cmp -s "$source/clients/node/$file" "$file"; then
    rm -f "$installed"
    cp "$source/clients/node/$file" "$file"
  fi
done
[[ -f $installed ]] || npm ci
