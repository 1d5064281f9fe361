// Tensors as handles: an owning pointer for each that .NET or a program has, counted while it is out.

#pragma once

#include <ATen/core/Tensor.h>
#include <c10/core/Device.h>

#include "boundary.h"
#include "counting.h"
#include "errors.h"

#include <cstdint>
#include <mutex>
#include <utility>

namespace {

// Which of the last two owners of a storage is the last is decided under this lock.
std::mutex sharing;

c10::Device device_of(std::int64_t index) {
    return index < 0 ? c10::Device(c10::DeviceType::CPU)
                     : c10::Device(c10::DeviceType::CUDA, static_cast<c10::DeviceIndex>(index));
}

// The bytes that would be free if the tensor were: none if another tensor has the same storage.
std::int64_t own_bytes(const c10::TensorImpl* tensor) {
    if (!tensor->has_storage()) return 0;
    const auto& storage = tensor->storage();
    return storage.use_count() == 1 ? static_cast<std::int64_t>(storage.nbytes()) : 0;
}

Made hand_out(at::Tensor&& tensor, Count& live) {
    TORCH_CHECK(tensor.defined(), "the result is undefined");
    auto* raw = tensor.unsafeReleaseTensorImpl();
    // One that was there before, as contiguous() may give, is counted once for each handle, its bytes once.
    const auto bytes = c10::raw::intrusive_ptr::use_count(raw) == 1 ? own_bytes(raw) : 0;
    live.add(1, bytes);
    return {raw, bytes};
}

at::Tensor borrowed(c10::TensorImpl* tensor) {
    return at::Tensor(Pointer::reclaim_copy(tensor));
}

// A tensor that is somebody else's: it is not counted.
class Lent {
public:
    explicit Lent(c10::TensorImpl* tensor) : tensor(Pointer::reclaim(tensor)) {}
    ~Lent() { tensor.unsafeReleaseTensorImpl(); }
    Lent(const Lent&) = delete;
    Lent& operator=(const Lent&) = delete;
    operator const at::Tensor&() const { return tensor; }

private:
    at::Tensor tensor;
};

// Whether nobody else has the tensor or its storage.
bool is_sole(c10::TensorImpl* handle) {
    return c10::raw::intrusive_ptr::use_count(handle) == 1 && (!handle->has_storage() || handle->storage().use_count() == 1);
}

// In a process that was forked nothing is freed, for that could wait for a lock that nobody opens: it ends with the process.
void release(c10::TensorImpl* handle) {
    if (was_forked()) return;
    const auto last = [&] { return c10::raw::intrusive_ptr::use_count(handle) == 1; };
    const auto drop = [&] {
        const auto bytes = last() ? own_bytes(handle) : 0;
        own().live.add(-1, -bytes);
        Pointer::reclaim(handle);
    };
    if (is_sole(handle)) {
        drop();
    } else {
        const std::lock_guard<std::mutex> lock(sharing);
        drop();
    }
}

c10::TensorImpl* share(c10::TensorImpl* handle) {
    if (!was_forked()) own().live.add(1, 0);
    return borrowed(handle).unsafeReleaseTensorImpl();
}

void drop(c10::TensorImpl** slots, const std::int32_t* which, std::int32_t count) {
    for (auto i = 0; i < count; i++) {
        auto* tensor = std::exchange(slots[which[i]], nullptr);
        if (tensor != nullptr) release(tensor);
    }
}

}  // namespace
