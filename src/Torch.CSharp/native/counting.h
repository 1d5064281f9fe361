// What is alive, and what a thread has of its own.

#pragma once

#include <ATen/core/ivalue.h>
#include <c10/core/TensorImpl.h>
#include <c10/core/UndefinedTensorImpl.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <mutex>
#include <vector>

namespace {

using Pointer = c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>;
using Stack = std::vector<c10::IValue>;

// What is alive: each thread counts what it made and freed, so that counting takes no lock; together they are right.
struct Count {
    std::atomic<std::int64_t> tensors{0};
    std::atomic<std::int64_t> bytes{0};

    void add(std::int64_t more_tensors, std::int64_t more_bytes) {
        tensors.store(tensors.load(std::memory_order_relaxed) + more_tensors, std::memory_order_relaxed);
        bytes.store(bytes.load(std::memory_order_relaxed) + more_bytes, std::memory_order_relaxed);
    }
};

// The counts of the threads that are there, and one of all that have ended.
class Counts {
public:
    void enter(Count* count) {
        const std::lock_guard<std::mutex> lock(changing);
        running.push_back(count);
    }

    void leave(Count* count) {
        const std::lock_guard<std::mutex> lock(changing);
        ended.add(count->tensors.load(), count->bytes.load());
        running.erase(std::find(running.begin(), running.end(), count));
    }

    void sum(std::int64_t* tensors, std::int64_t* bytes) {
        const std::lock_guard<std::mutex> lock(changing);
        *tensors = ended.tensors.load();
        *bytes = ended.bytes.load();
        for (const auto* count : running) {
            *tensors += count->tensors.load(std::memory_order_relaxed);
            *bytes += count->bytes.load(std::memory_order_relaxed);
        }
    }

private:
    std::mutex changing;
    std::vector<Count*> running;
    Count ended;
};

// Threads may end after everything static has been destroyed: this never is.
Counts& counts() {
    static auto* all = new Counts;
    return *all;
}

// A few tensors of which nothing but their memory is left.
class Later {
public:
    bool has_room() const { return count < most; }

    void put(c10::TensorImpl* handle) { handles[count++] = handle; }

    // One, and another where there are many.
    void free_some() {
        if (count > 0) free_one();
        if (count > most / 2) free_one();
    }

    ~Later() {
        while (count > 0) free_one();
    }

private:
    static constexpr std::int32_t most = 24;

    void free_one() { Pointer::reclaim(handles[--count]); }

    c10::TensorImpl* handles[most];
    std::int32_t count = 0;
};

// What a thread has of its own.
struct Thread {
    Count live;
    Later later;

    // The arguments and results of a call: its memory is used again by the next one.
    std::vector<c10::IValue> stack;

    Thread() { counts().enter(&live); }
    ~Thread() { counts().leave(&live); }
};

// A plain pointer is found faster than an object that a thread has to make first.
thread_local Thread* mine = nullptr;

struct Ending {
    ~Ending() {
        delete mine;
        mine = nullptr;
    }
};

// What a thread still frees while it ends goes to another one, which stays.
Thread& make_own() {
    thread_local Ending ending;
    (void)ending;
    return *(mine = new Thread);
}

Thread& own() { return mine != nullptr ? *mine : make_own(); }

}  // namespace
