# shellcheck shell=bash
# Sourced by the other scripts: one short line for each step, its output kept in var/log/.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root" || exit 2
export PYTHONUNBUFFERED=1
STEP=${STEP:-0}
STEPS=${STEPS:-1}

# stop SENTENCE: a wrong option or a missing piece, one line and exit 2
stop() {
    echo "$1" >&2
    exit 2
}

# step SENTENCE COMMAND…: runs the command silently and tells the seconds; a failure shows the end of its output
step() {
    local sentence=$1 log started=$SECONDS code=0
    shift
    STEP=$((STEP + 1))
    log=var/log/$(basename "$0")-$STEP.log
    mkdir -p var/log
    printf '[%s/%s] %s… ' "$STEP" "$STEPS" "$sentence"
    "$@" > "$log" 2>&1 || code=$?
    if ((code == 0)); then
        echo "$((SECONDS - started)) s"
    elif ((code == 2)) && (($(wc -l < "$log") == 1)); then
        echo
        cat "$log" >&2
        exit 2
    else
        echo "failed"
        tail -n 30 "$log" >&2
        echo "The whole output: $log" >&2
        exit "$code"
    fi
}
