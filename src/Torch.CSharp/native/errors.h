// Errors, which end here: a function that .NET calls returns a status, and the text of a thread's last error stays for it.

#pragma once

#include <c10/core/AutogradState.h>
#include <c10/core/impl/LocalDispatchKeySet.h>
#include <c10/util/Exception.h>

#include "boundary.h"

#if !defined(_WIN32)
#include <pthread.h>
#endif

#include <atomic>
#include <cstring>
#include <exception>
#include <new>
#include <string>

namespace {

thread_local std::string error;

// Whether this process was forked from one that had loaded libtorch. Of OpenMP's threads and CUDA's contexts nothing is in
// it, and locks may be held by threads that are not there either: whoever waits for them waits forever.
std::atomic<bool> is_forked{false};

bool was_forked() { return is_forked.load(std::memory_order_relaxed); }

// From now on children learn what they are.
void watch_for_forks() {
#if !defined(_WIN32)
    pthread_atfork(nullptr, nullptr, [] { is_forked.store(true, std::memory_order_relaxed); });
#endif
}

Status fail(const char* text, Status status = Failed) {
    try {
        error = text;
    } catch (...) {
        status = OutOfMemory;
    }
    return status;
}

bool tells_of_memory(const char* text) {
    // What the allocators of the CPU and of CUDA say, in this version and that.
    for (const auto* words : {"not enough memory", "out of memory", "can't allocate memory", "allocate memory for"})
        if (std::strstr(text, words) != nullptr) return true;
    return false;
}

// libtorch's inference mode for a scope: what its own guard does, with one look at each of the thread's two states.
class Inference {
public:
    Inference() : state(c10::AutogradState::get_tls_state()), before(state), keys(c10::impl::tls_local_dispatch_key_set()) {
        state.set_grad_mode(false);
        state.set_fw_grad_mode(false);
        state.set_inference_mode(true);
        auto inside = keys;
        inside.included_ = inside.included_.remove(c10::DispatchKey::ADInplaceOrView);
        inside.excluded_ = inside.excluded_ | c10::autograd_dispatch_keyset;
        c10::impl::_force_tls_local_dispatch_key_set(inside);
    }

    ~Inference() {
        c10::impl::_force_tls_local_dispatch_key_set(keys);
        state = before;
    }

    Inference(const Inference&) = delete;
    Inference& operator=(const Inference&) = delete;

private:
    c10::AutogradState& state;
    const c10::AutogradState before;
    const c10::impl::LocalDispatchKeySet keys;
};

template <typename F>
Status guarded(F&& f) noexcept {
    if (was_forked()) return fail("forked after libtorch was loaded", Forked);
    try {
        const Inference inference;
        f();
        return Ok;
    } catch (const c10::Error& e) {
        const char* text = e.what_without_backtrace();
        return fail(text, tells_of_memory(text) ? OutOfMemory : Failed);
    } catch (const std::bad_alloc&) {
        return fail("std::bad_alloc", OutOfMemory);
    } catch (const std::exception& e) {
        return fail(e.what(), tells_of_memory(e.what()) ? OutOfMemory : Failed);
    } catch (...) {
        return fail("an exception that is no std::exception");
    }
}

}  // namespace
