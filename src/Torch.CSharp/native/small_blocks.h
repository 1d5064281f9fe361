// Memory of small tensors of the CPU.

#pragma once

#include <c10/core/Allocator.h>
#include <c10/core/impl/alloc_cpu.h>

#include <cstdint>
#include <cstring>
#include <utility>

namespace {

// The system's aligned memory is dear to split and to join again, so a thread has some of what it freed at hand. All else
// is its predecessor's business.
class SmallBlocks final : public c10::Allocator {
public:
    static constexpr std::size_t largest = 1024;

    explicit SmallBlocks(c10::Allocator* others) : others(others) {}

    // Versions of libtorch differ in whether this is const: the one that overrides is called.
    c10::DataPtr allocate(std::size_t bytes) const { return make(bytes); }
    c10::DataPtr allocate(std::size_t bytes) { return make(bytes); }

    // For those who take memory by its bare address (oneDNN does): the predecessor's frees what is the system's, which a block is, too.
    c10::DeleterFnPtr raw_deleter() const override { return others->raw_deleter(); }

    // Asked for by versions from 2.2 on.
    void copy_data(void* target, const void* source, std::size_t bytes) const { std::memcpy(target, source, bytes); }

private:
    // Free blocks of a size, each of which points to the next.
    struct Shelf {
        void* first = nullptr;
        std::int32_t count = 0;
    };

    // Once a thread has begun to end, nothing stays with it.
    struct Shelves {
        Shelf all[3];
        bool has_ended = false;
    };

    struct Ending {
        ~Ending() {
            shelves.has_ended = true;
            for (auto& shelf : shelves.all)
                while (shelf.first != nullptr) c10::free_cpu(std::exchange(shelf.first, *static_cast<void**>(shelf.first)));
        }
    };

    static constexpr std::int32_t most = 1024;
    static thread_local Shelves shelves;

    static constexpr std::size_t size(int shelf) { return std::size_t{64} << (2 * shelf); }

    c10::DataPtr make(std::size_t bytes) const {
        if (bytes == 0 || bytes > largest) return others->allocate(bytes);
        return bytes <= size(0) ? take<0>() : bytes <= size(1) ? take<1>() : take<2>();
    }

    template <int number>
    static c10::DataPtr take() {
        auto& shelf = shelves.all[number];
        auto* block = shelf.first;
        if (block != nullptr) {
            shelf.first = *static_cast<void**>(block);
            shelf.count--;
        } else {
            block = c10::alloc_cpu(size(number));
        }
        return {block, block, &put<number>, c10::Device(c10::DeviceType::CPU)};
    }

    template <int number>
    static void put(void* block) {
        thread_local Ending ending;
        auto& shelf = shelves.all[number];
        if (shelf.count == most || shelves.has_ended) {
            c10::free_cpu(block);
            return;
        }
        (void)ending;
        *static_cast<void**>(block) = std::exchange(shelf.first, block);
        shelf.count++;
    }

    c10::Allocator* const others;
};

thread_local SmallBlocks::Shelves SmallBlocks::shelves;

}  // namespace
