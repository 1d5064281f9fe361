// CUDA's graphs, where the native library is built with CUDA's headers: the only file that knows them.

#pragma once

#if !defined(FUNCTIONAL_CUDA_GRAPHS)

namespace {

constexpr bool has_cuda_graphs = false;

}  // namespace

#else

#include <ATen/cuda/CUDAGraph.h>
#include <c10/core/DeviceGuard.h>
#include <c10/core/Event.h>
#include <c10/core/StreamGuard.h>
#include <c10/core/impl/VirtualGuardImpl.h>
#include <c10/cuda/CUDACachingAllocator.h>
#if __has_include(<ATen/core/CachingHostAllocator.h>)
#include <ATen/core/CachingHostAllocator.h>
#endif

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>

// What some versions of libtorch do not have: chosen where there is nothing that fits better. It lies beside libtorch's own
// namespaces, for names of a nearer one would hide those.
namespace functional_absent {

struct Anything {
    template <typename T>
    Anything(T&&) {}
};

[[maybe_unused]] static void endAllocateToPool(Anything, Anything) {}
[[maybe_unused]] static std::nullptr_t getHostAllocator(Anything) { return nullptr; }

template <typename Allocator, typename Pool>
auto end_on_host(Allocator* allocator, Pool pool, int) -> decltype(allocator->end_allocate_to_pool(pool)) {
    allocator->end_allocate_to_pool(pool);
}

template <typename Allocator, typename Pool>
auto release_on_host(Allocator* allocator, Pool pool, int) -> decltype(allocator->release_pool(pool)) {
    allocator->release_pool(pool);
}

template <typename Allocator, typename Pool>
void end_on_host(Allocator, Pool, long) {}

template <typename Allocator, typename Pool>
void release_on_host(Allocator, Pool, long) {}

}  // namespace functional_absent

namespace {

constexpr bool has_cuda_graphs = true;

// libtorch's graph, which undoes a capture that failed on its way only in part.
class Undoing : public at::cuda::CUDAGraph {
public:
    using Pool = decltype(at::cuda::graph_pool_handle());

    // Whatever state the capture is in, and wherever it failed: the stream stops capturing, what allocates does so where it
    // did before, and the pool is free.
    void undo(c10::DeviceIndex device, const Pool& pool) noexcept {
        attempt([&] { capture_end(); });
        if (!has_graph_ && !has_graph_exec_) {
            // It did not come to where its own reset gives the pool back, and maybe not to where allocations leave it.
            using namespace at;
            using namespace functional_absent;
            using namespace c10::cuda::CUDACachingAllocator;
            attempt([&] { endAllocateToPool(device, pool); });
            attempt([&] { releasePool(device, pool); });
            attempt([&] { end_on_host(getHostAllocator(c10::DeviceType::CUDA), pool, 0); });
            attempt([&] { release_on_host(getHostAllocator(c10::DeviceType::CUDA), pool, 0); });
        }
        attempt([&] { reset(); });
    }

private:
    template <typename F>
    static void attempt(F&& f) noexcept {
        try {
            f();
        } catch (...) {
            // There was nothing of it to undo.
        }
    }
};

// Work on a stream of its own, after what the current one has to do and before what it will be asked for.
class Aside {
public:
    explicit Aside(c10::Stream side) : side(side), current(cuda.getStream(side.device())) { wait(side, current); }

    ~Aside() {
        try {
            wait(current, side);
        } catch (...) {
            // The device is lost, as the next operation will say.
        }
    }

    Aside(const Aside&) = delete;
    Aside& operator=(const Aside&) = delete;

private:
    static void wait(const c10::Stream& who, const c10::Stream& whom) {
        c10::Event event(c10::DeviceType::CUDA);
        event.record(whom);
        event.block(who);
    }

    const c10::impl::VirtualGuardImpl cuda{c10::DeviceType::CUDA};
    const c10::Stream side;
    const c10::Stream current;
};

// A device's graph.
class CudaGraph {
public:
    explicit CudaGraph(c10::DeviceIndex device) : device(device) {}

    // Runs something once, so that whatever libraries make when they are first used is there, and once more to capture it.
    template <typename F>
    auto capture(F&& run) {
        const std::unique_lock<std::shared_mutex> alone(running());
        const auto side = stream(device);
        const Aside aside(side);
        const c10::StreamGuard there(side);
        run();
        graph = std::make_unique<Undoing>();
        const auto pool = at::cuda::graph_pool_handle();
        try {
            // What other threads do meanwhile is no business of this capture.
            graph->capture_begin(pool, cudaStreamCaptureModeThreadLocal);
            auto results = run();
            graph->capture_end();
            return results;
        } catch (...) {
            graph->undo(device, pool);
            throw;
        }
    }

    void replay() {
        const std::shared_lock<std::shared_mutex> together(running());
        const c10::DeviceGuard here(c10::Device(c10::DeviceType::CUDA, device));
        graph->replay();
    }

private:
    // All captures of a device are made on one stream, for cuBLAS has a workspace for each that it ever ran on. A graph goes on
    // using the workspace, so no run to warm up may meet a replay.
    static std::shared_mutex& running() {
        static auto* mutex = new std::shared_mutex;
        return *mutex;
    }

    static c10::Stream stream(c10::DeviceIndex device) {
        static auto* streams = new std::map<c10::DeviceIndex, c10::Stream>;
        const auto found = streams->find(device);
        if (found != streams->end()) return found->second;
        const auto made = c10::impl::VirtualGuardImpl(c10::DeviceType::CUDA)
                              .getStreamFromGlobalPool(c10::Device(c10::DeviceType::CUDA, device));
        return streams->emplace(device, made).first->second;
    }

    const c10::DeviceIndex device;
    std::unique_ptr<Undoing> graph;
};

}  // namespace

#endif
