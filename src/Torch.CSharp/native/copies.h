// Copies of tensors, many at a time.

#pragma once

#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/Tensor.h>

#include "counting.h"

#include <utility>
#include <vector>

namespace {

// A tensor without the axes along which all elements are one.
at::Tensor compact(const at::Tensor& tensor) {
    auto lengths = tensor.sizes().vec();
    auto is_compact = true;
    for (std::size_t i = 0; i < lengths.size(); i++) {
        if (tensor.stride(i) != 0 || lengths[i] < 2) continue;
        lengths[i] = 1;
        is_compact = false;
    }
    return is_compact ? tensor : tensor.as_strided(lengths, tensor.strides(), tensor.storage_offset());
}

// Copies elements to tensors of the same shapes, all by one kernel where this libtorch has it.
void copy(const std::vector<at::Tensor>& from, const std::vector<at::Tensor>& to) {
    static const auto together = c10::Dispatcher::singleton().findSchema({"aten::_foreach_copy_", ""});
    if (!together.has_value() || to.size() < 2) {
        for (std::size_t i = 0; i < to.size(); i++) to[i].copy_(from[i]);
        return;
    }
    // Not every version takes tensors without elements there.
    c10::List<at::Tensor> sources, targets;
    for (std::size_t i = 0; i < to.size(); i++) {
        if (to[i].numel() == 0) continue;
        sources.push_back(from[i]);
        targets.push_back(to[i]);
    }
    if (targets.empty()) return;
    Stack stack;
    stack.emplace_back(std::move(targets));
    stack.emplace_back(std::move(sources));
    stack.emplace_back(false);
    together->callBoxed(stack);
}

}  // namespace
