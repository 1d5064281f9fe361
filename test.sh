#!/usr/bin/env bash
# Everything that has to hold before a change is merged: formatting, a build without warnings, every test, every example.
#
#   ./test.sh                                     all of it
#   ./test.sh --fast                              build and tests only
#   ./test.sh --fast --filter FullyQualifiedName~Reduce
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

usage() {
    echo "usage: ./test.sh [--fast] [--filter EXPRESSION]"
    echo "  --fast     skip the format check and the examples"
    echo "  --filter   run only some tests; the expression goes to 'dotnet test --filter'"
}

fast=false
filter=()
while (($#)); do
    case $1 in
        --fast) fast=true; shift ;;
        --filter)
            (($# > 1)) || { usage >&2; exit 2; }
            filter=(--filter "$2"); shift 2 ;;
        --filter=*) filter=(--filter "${1#--filter=}"); shift ;;
        -h | --help) usage; exit 0 ;;
        *) usage >&2; exit 2 ;;
    esac
done

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en
solution=Functional.sln
configuration=Release
results=artifacts/test-results
printed=artifacts/examples
failures=()

stage() { printf '\n== %s\n' "$*"; }
failed() { failures+=("$1"); echo "FAILED: $1" >&2; }

# Later stages would only repeat what went wrong here.
stop() {
    echo "FAILED: $1" >&2
    echo "0 passed, 0 failed"
    exit 1
}

if ! command -v dotnet > /dev/null; then
    cat >&2 << 'HELP'
The .NET 10 SDK is needed, and no 'dotnet' is on the PATH. Either take an installer from
https://dotnet.microsoft.com/download/dotnet/10.0, or:

    curl -sSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel 10.0
    export PATH="$HOME/.dotnet:$PATH"
HELP
    exit 1
fi
if ! sdk=$(dotnet --version 2> /dev/null); then
    echo "No .NET 10 SDK is installed (global.json asks for one): https://dotnet.microsoft.com/download/dotnet/10.0" >&2
    dotnet --list-sdks >&2
    exit 1
fi

# libtorch's part runs for real where it can be had: as root on Debian, what it takes is installed. Who names a libtorch
# has one.
if ((EUID == 0)) && [[ -z ${LIBTORCH:-}${CMAKE_PREFIX_PATH:-} ]] && command -v apt-get > /dev/null; then
    stage "libtorch"
    if ! eng/setup-debian.sh; then
        [[ ${CI:-} != true ]] || stop "libtorch: eng/setup-debian.sh"
        echo "warning: what needs libtorch will be skipped"
    fi
fi

stage "restore (SDK $sdk)"
dotnet tool restore --verbosity quiet || stop "restore of the tools"
dotnet restore "$solution" --verbosity quiet || stop "restore of the packages"

check_format() {
    # Whitespace only: what .editorconfig marks as a warning of style, the build checks.
    dotnet format whitespace --folder . --verify-no-changes || failed "format of C# (mend it with: dotnet format)"

    local folder folders=()
    for folder in src tests examples; do
        if [[ -d $folder ]]; then folders+=("$folder"); else echo "no $folder here: skipped"; fi
    done
    dotnet fantomas --check "${folders[@]}" || failed "format of F# (mend it with: dotnet fantomas ${folders[*]})"
}

if $fast; then
    echo "format check skipped: --fast"
else
    stage "format"
    check_format
fi

stage "build"
dotnet build "$solution" --configuration $configuration --no-restore --verbosity quiet -warnaserror || stop "build"

native=(src/Torch.CSharp/bin/$configuration/net10.0/*functional_torch.*)
torch=false
if [[ -e ${native[0]} ]]; then
    torch=true
elif [[ ${CI:-} == true ]]; then
    failed "libtorch: its native library was not built"
else
    echo "Tests and examples on libtorch will be skipped. On Debian, as root: eng/setup-debian.sh; elsewhere: docs/devices.md"
fi

stage "tests"
coverage=tests/Backend.Conformance/bin/$configuration/net10.0/coverage.txt
laws=tests/Laws.Tests/bin/$configuration/net10.0/laws.txt
rm -rf "$results" "$coverage" "$laws"
dotnet test "$solution" --configuration $configuration --no-build \
    --logger "trx;LogFilePrefix=run" --results-directory "$results" ${filter[@]+"${filter[@]}"} ||
    failed "tests"

# Every kernel has a path for registers of 512 bits and one for narrower ones, and the machine chooses: here, the other.
stage "tests of kernels without registers of 512 bits"
DOTNET_EnableAVX512=0 dotnet test tests/Kernels.CSharp.Tests --configuration $configuration --no-build \
    --logger "trx;LogFilePrefix=narrow" --results-directory "$results" ${filter[@]+"${filter[@]}"} ||
    failed "tests of kernels without registers of 512 bits"

# Where no code can be made at run time, loops and trees are interpreted. A runtime reads this switch in a file beside the
# assembly and nowhere else, so the tests run in a copy of what was built; the variable is for the test that it is off.
without_dynamic_code() {
    local project=$1 assembly=$2 tests=$3 copy=artifacts/without-dynamic-code/$1
    rm -rf "$copy"
    mkdir -p "$copy"
    cp -R "tests/$project/bin/$configuration/net10.0/." "$copy"
    sed 's/"configProperties": {/& "System.Runtime.CompilerServices.RuntimeFeature.IsDynamicCodeSupported": false,/' \
        "tests/$project/bin/$configuration/net10.0/$assembly.runtimeconfig.json" > "$copy/$assembly.runtimeconfig.json"
    if ((${#filter[@]})); then tests="($tests)&(${filter[1]})"; fi
    FUNCTIONAL_TESTS_DYNAMIC_CODE=off dotnet test "$copy/$assembly.dll" --filter "$tests" \
        --logger "trx;LogFilePrefix=interpreted" --results-directory "$results" ||
        failed "tests of compile without dynamic code: $project"
}

stage "tests of compile without dynamic code"
without_dynamic_code Kernels.CSharp.Tests Functional.Kernels.Tests \
    'FullyQualifiedName~Tests.Fus|FullyQualifiedName~LoopKernel|FullyQualifiedName~DynamicCode'
without_dynamic_code Core.FSharp.Tests Functional.Core.Tests \
    'FullyQualifiedName~Tests.Compil|FullyQualifiedName~ControlFlow|FullyQualifiedName~Tree'

# What passing tests have to say, which 'dotnet test' keeps to itself. A filter may leave out those that write it.
said() {
    if [[ -f $2 ]]; then
        stage "$1"
        cat "$2"
    fi
}
said "coverage of PyTorch's numbers" "$coverage"
said "laws" "$laws"

# The sum of an attribute of <Counters total=".." passed=".." failed=".."> over all runs.
count() {
    { find "$results" -name '*.trx' -exec grep -ho '<Counters [^>]*' {} + 2> /dev/null || true; } |
        { grep -o " $1=\"[0-9]*\"" || true; } | tr -dc '0-9\n' | awk '{ sum += $1 } END { print sum + 0 }'
}
passed_tests=$(count passed)
failed_tests=$(($(count failed) + $(count error) + $(count timeout) + $(count aborted)))
if ((passed_tests + failed_tests == 0)); then failed "tests: none ran"; fi

# Runs an example and, where examples/expected has its text, compares what it prints. "NAME on DEVICE" prints what NAME does.
example() {
    local name=$1 expected=examples/expected/${1%% on *}.txt
    shift
    echo "-- $name"
    if ! "$@" > "$printed/$name.txt" 2> "$printed/$name.err"; then
        tail -n 30 "$printed/$name.txt" "$printed/$name.err" >&2
        failed "example $name"
    elif [[ -f $expected ]] && ! awk -f examples/compare.awk "$expected" "$printed/$name.txt"; then
        failed "example $name: it prints something else than $expected"
    fi
}

tutorials_on_torch() {
    local path name
    example "Tutorials on torch" dotnet run --project examples/csharp/Tutorials --configuration $configuration --no-build -- \
        --device torch
    for path in examples/fsharp/tutorial-*.fsx; do
        name=$(basename "$path" .fsx)
        example "$name on torch" dotnet fsi "$path" --device torch
        # These have no sums whose order could differ.
        if [[ $name == tutorial-[23] ]] && ! cmp "$printed/$name.txt" "$printed/$name on torch.txt"; then
            failed "example $name on torch: other digits than on the CPU"
        fi
    done
}

run_examples() {
    local path
    rm -rf "$printed"
    mkdir -p "$printed"
    if [[ -d examples/csharp ]]; then
        while IFS= read -r path; do
            example "$(basename "$path" .csproj)" \
                dotnet run --project "$path" --configuration $configuration --no-build
        done < <(find examples/csharp -name '*.csproj' | LC_ALL=C sort)
    else
        echo "no examples/csharp here: skipped"
    fi
    if [[ -d examples/fsharp ]]; then
        while IFS= read -r path; do
            example "$(basename "$path" .fsx)" dotnet fsi "$path"
        done < <(find examples/fsharp -maxdepth 1 -name '*.fsx' ! -name load.fsx | LC_ALL=C sort)
    else
        echo "no examples/fsharp here: skipped"
    fi
}

if $fast; then
    printf '\nexamples skipped: --fast\n'
else
    stage "examples"
    run_examples
    if $torch; then tutorials_on_torch; fi
fi

stage "summary"
for failure in ${failures[@]+"${failures[@]}"}; do echo "FAILED: $failure"; done
echo "$passed_tests passed, $failed_tests failed"
((${#failures[@]} == 0 && failed_tests == 0))
