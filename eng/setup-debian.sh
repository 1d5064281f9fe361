#!/usr/bin/env bash
# What the libtorch backend is built with, on Debian and its kin: installs what is missing, as root, and nothing else.
# Without root it only says what to install. OpenBLAS is no luxury: on the reference BLAS that libtorch-dev brings along,
# matrix products take twenty times as long.
set -euo pipefail

if ! command -v dpkg-query > /dev/null || ! command -v apt-get > /dev/null; then
    echo "setup-debian: not a Debian system; install libtorch and cmake as docs/devices.md says" >&2
    exit 1
fi

installed() { [[ $(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2> /dev/null) == installed ]]; }

missing=()
# The libtorch for CUDA, which Debian has from 13 on, will do; the two exclude each other.
installed libtorch-cuda-dev || installed libtorch-dev || missing+=(libtorch-dev)
for package in libopenblas0-pthread cmake make g++; do
    installed "$package" || missing+=("$package")
done
if ((${#missing[@]} == 0)); then exit 0; fi

if ((EUID != 0)); then
    echo "setup-debian: missing ${missing[*]}; run as root: apt-get install ${missing[*]}" >&2
    exit 1
fi

echo "setup-debian: installing ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
get() { apt-get install --yes --no-install-recommends -o DPkg::Lock::Timeout=120 "${missing[@]}" > /dev/null; }
# The lists of packages may be too old, or not be there.
get 2> /dev/null || { apt-get update --quiet --quiet && get; } || {
    echo "setup-debian: apt-get could not install ${missing[*]}; what it says is above" >&2
    exit 1
}
