// The door to libtorch: operators are found by name and called through the dispatcher's boxed interface, so that one
// function serves all of them, in every version of libtorch. Nothing is thrown across this boundary: functions return a
// status, and the text of a thread's last error can be asked for.
//
// Derivatives are not libtorch's business here, so every call runs in its inference mode. The commonest signatures have
// a shorter way, without boxes.

#include <ATen/Parallel.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/from_blob.h>
#include <c10/core/CPUAllocator.h>
#include <c10/core/impl/VirtualGuardImpl.h>
#include <torch/version.h>

#include "boundary.h"
#include "counting.h"
#include "errors.h"
#include "graphs.h"
#include "operators.h"
#include "programs.h"
#include "small_blocks.h"
#include "tensors.h"

#include <chrono>
#include <cstdint>
#include <cstring>
#include <utility>

FUNCTIONAL_EXPORT std::int32_t ft_abi() { return abi; }

// Called once, before anything else.
FUNCTIONAL_EXPORT void ft_start() {
    c10::SetCPUAllocator(new SmallBlocks(c10::GetCPUAllocator()));
    watch_for_forks();
}

// Has this process take itself for one that was forked, or not: for tests of what .NET makes of it.
FUNCTIONAL_EXPORT void ft_pretend_forked(std::int32_t is) { is_forked.store(is != 0, std::memory_order_relaxed); }

FUNCTIONAL_EXPORT const char* ft_version() { return TORCH_VERSION; }

FUNCTIONAL_EXPORT const char* ft_error() { return error.c_str(); }

// Finds an operator; it stays found for as long as the process lives.
FUNCTIONAL_EXPORT Status ft_find(const char* name, const char* overload, const Operator** operation) {
    *operation = nullptr;
    return guarded([&] {
        auto found = c10::Dispatcher::singleton().findSchema({name, overload});
        TORCH_CHECK(found.has_value(), "there is no operator ", name, overload[0] ? "." : "", overload);
        *operation = new Operator(*found);
    });
}

// Calls an operator that gives `count_made` tensors.
FUNCTIONAL_EXPORT Status ft_call(
    const Operator* operation, const Argument* arguments, std::int32_t count, Made* made, std::int32_t count_made) {
    return guarded([&] {
        auto& thread = own();
        thread.later.free_some();
        invoke(*operation, thread.stack, arguments, count, count_made, by_handle, [&](std::int32_t i, at::Tensor&& result) {
            made[i] = hand_out(std::move(result), thread.live);
        });
    });
}

// Runs the calls of a program from `*done` on, and counts them there.
FUNCTIONAL_EXPORT Status ft_run(
    const Call* calls, std::int32_t count, const Argument* arguments, const std::int32_t* frees, c10::TensorImpl** slots,
    std::int32_t* done) {
    return guarded([&] { run({calls, count, arguments, frees}, slots, done); });
}

// Whether graphs of CUDA's can be captured.
FUNCTIONAL_EXPORT std::int32_t ft_has_graphs() { return has_cuda_graphs ? 1 : 0; }

// Captures the calls of a part of a program, for inputs like those that are in its slots now. Nothing there changes.
FUNCTIONAL_EXPORT Status ft_capture(const Part* part, c10::TensorImpl* const* slots, Graph** graph) {
    *graph = nullptr;
    return guarded([&] { *graph = new Graph(*part, slots); });
}

// Does what the calls would: the slots have the same results then, and lack what is freed. If it fails, nothing there changes.
FUNCTIONAL_EXPORT Status ft_replay(Graph* graph, c10::TensorImpl** slots) {
    return guarded([&] { graph->replay(slots); });
}

FUNCTIONAL_EXPORT void ft_discard(Graph* graph) {
    guarded([&] { delete graph; });
}

// Hands a program's tensor out: the caller frees it.
FUNCTIONAL_EXPORT void ft_hand_out(c10::TensorImpl** slots, std::int32_t slot, Made* made) {
    auto* tensor = std::exchange(slots[slot], nullptr);
    *made = {tensor, is_sole(tensor) ? own_bytes(tensor) : 0};
}

// A tensor for a slot, which is the program's own from then on.
FUNCTIONAL_EXPORT void ft_take_in(c10::TensorImpl* handle, c10::TensorImpl** slots, std::int32_t slot) {
    slots[slot] = share(handle);
}

// Frees tensors of a program's own, those that are there.
FUNCTIONAL_EXPORT void ft_drop(c10::TensorImpl** slots, const std::int32_t* which, std::int32_t count) {
    drop(slots, which, count);
}

// A new tensor with the elements of row-major host memory.
FUNCTIONAL_EXPORT Status ft_create(
    const void* data, const std::int64_t* lengths, std::int32_t rank, std::int32_t dtype, std::int32_t device, Made* made) {
    return guarded([&] {
        const at::IntArrayRef sizes(lengths, static_cast<std::size_t>(rank));
        const auto options = at::TensorOptions().dtype(static_cast<c10::ScalarType>(dtype));
        auto tensor = at::empty(sizes, options.device(device_of(device)));
        if (tensor.numel() > 0) {
            if (device < 0) {
                std::memcpy(tensor.data_ptr(), data, tensor.nbytes());
            } else {
                tensor.copy_(at::from_blob(const_cast<void*>(data), sizes, options));
            }
        }
        *made = hand_out(std::move(tensor), own().live);
    });
}

// Copies the elements into row-major host memory of the tensor's own dtype.
FUNCTIONAL_EXPORT Status ft_read(c10::TensorImpl* handle, void* data) {
    return guarded([&] {
        const auto tensor = borrowed(handle);
        if (tensor.numel() == 0) return;
        if (tensor.device().is_cpu() && tensor.is_contiguous()) {
            std::memcpy(data, tensor.data_ptr(), tensor.nbytes());
        } else {
            at::from_blob(data, tensor.sizes(), at::TensorOptions().dtype(tensor.scalar_type())).copy_(tensor);
        }
    });
}

FUNCTIONAL_EXPORT Status ft_facts(c10::TensorImpl* handle, Facts* facts, std::int64_t* lengths, std::int32_t most) {
    return guarded([&] {
        const auto tensor = borrowed(handle);
        *facts = {
            tensor.numel(),
            own_bytes(handle),
            static_cast<std::int32_t>(tensor.scalar_type()),
            tensor.device().is_cpu() ? -1 : static_cast<std::int32_t>(tensor.device().index()),
            static_cast<std::int32_t>(tensor.dim()),
            tensor.is_contiguous() ? 1 : 0};
        for (std::int64_t i = 0; i < tensor.dim() && i < most; i++) lengths[i] = tensor.size(i);
    });
}

// Another handle of the same tensor.
FUNCTIONAL_EXPORT c10::TensorImpl* ft_share(c10::TensorImpl* handle) { return share(handle); }

FUNCTIONAL_EXPORT void ft_free(c10::TensorImpl* handle) { release(handle); }

// Frees small tensors, which count for nothing from now on, in the course of the calls that follow: each makes its own of
// what the one before it has freed. They were made long ago: what the caches no longer have is asked for at once.
FUNCTIONAL_EXPORT void ft_free_later(c10::TensorImpl* const* handles, std::int32_t count) {
    if (was_forked()) return;
#if defined(__GNUC__)
    for (auto i = 0; i < count; i++) {
        __builtin_prefetch(handles[i]);
        __builtin_prefetch(reinterpret_cast<const char*>(handles[i]) + 64);
    }
    for (auto i = 0; i < count; i++)
        if (handles[i]->has_storage()) __builtin_prefetch(handles[i]->unsafe_storage().unsafeGetStorageImpl());
#endif
    auto& thread = own();
    for (auto i = 0; i < count; i++) {
        auto* handle = handles[i];
        if (thread.later.has_room() && is_sole(handle)) {
            thread.live.add(-1, -own_bytes(handle));
            thread.later.put(handle);
        } else {
            release(handle);
        }
    }
}

// The handles that are out, and the bytes that they keep alive. In a process that was forked there are none.
FUNCTIONAL_EXPORT void ft_live(std::int64_t* tensors, std::int64_t* bytes) {
    *tensors = *bytes = 0;
    if (!was_forked()) counts().sum(tensors, bytes);
}

FUNCTIONAL_EXPORT std::int32_t ft_cuda_count() {
    std::int32_t count = 0;
    guarded([&] {
        if (c10::impl::hasDeviceGuardImpl(c10::DeviceType::CUDA))
            count = c10::impl::VirtualGuardImpl(c10::DeviceType::CUDA).deviceCount();
    });
    return count;
}

// Waits until everything that was asked of a device is done; the CPU always is.
FUNCTIONAL_EXPORT Status ft_synchronize(std::int32_t device) {
    return guarded([&] {
        if (device < 0) return;
        c10::impl::VirtualGuardImpl(c10::DeviceType::CUDA).getStream(device_of(device)).synchronize();
    });
}

FUNCTIONAL_EXPORT std::int32_t ft_threads() { return at::get_num_threads(); }

FUNCTIONAL_EXPORT Status ft_set_threads(std::int32_t count) {
    return guarded([&] { at::set_num_threads(count); });
}

// The time that a number of calls of an operator takes from here, in nanoseconds a call: what no caller can better.
FUNCTIONAL_EXPORT Status ft_time(
    const Operator* operation, const Argument* arguments, std::int32_t count, std::int32_t repetitions, double* nanoseconds) {
    return guarded([&] {
        Stack stack;
        const auto start = std::chrono::steady_clock::now();
        for (auto i = 0; i < repetitions; i++) {
            invoke(*operation, stack, arguments, count, 1, by_handle, [](std::int32_t, at::Tensor&& result) {
                const auto made = std::move(result);
            });
        }
        const std::chrono::duration<double, std::nano> taken = std::chrono::steady_clock::now() - start;
        *nanoseconds = taken.count() / repetitions;
    });
}
