#include "engine/assembly/fallback.h"

#include <utility>

namespace adaptest {
namespace {

AssemblyFallback& Fallback() {
  static auto& fallback = *new AssemblyFallback;
  return fallback;
}

}  // namespace

void SetAssemblyFallback(AssemblyFallback fallback) {
  Fallback() = std::move(fallback);
}

const AssemblyFallback& GetAssemblyFallback() { return Fallback(); }

}  // namespace adaptest
