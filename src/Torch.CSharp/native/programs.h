// Calls that follow each other, and what lies between them.

#pragma once

#include "boundary.h"
#include "operators.h"
#include "tensors.h"

#include <cstdint>

namespace {

// Calls, with what their parts are taken from.
struct Calls {
    const Call* all;
    std::int32_t count;
    const Argument* arguments;
    const std::int32_t* frees;
};

// Runs calls from `*done` on, and counts them there. Slots hold tensors of the program's own and borrowed ones, which no call
// frees. What a call made is freed after its last use.
void run(const Calls& calls, c10::TensorImpl** slots, std::int32_t* done) {
    auto& stack = own().stack;
    auto& live = own().live;
    for (; *done < calls.count; (*done)++) {
        const auto& call = calls.all[*done];
        invoke(
            *call.operation, stack, calls.arguments + call.first_argument, call.arguments, call.results,
            [slots](std::int64_t slot) { return slots[slot]; },
            [&](std::int32_t i, at::Tensor&& result) { slots[call.first_result + i] = hand_out(std::move(result), live).tensor; });
        drop(slots, calls.frees + call.first_free, call.frees);
    }
}

}  // namespace
