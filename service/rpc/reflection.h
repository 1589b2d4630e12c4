#ifndef ADAPTEST_SERVICE_RPC_REFLECTION_H_
#define ADAPTEST_SERVICE_RPC_REFLECTION_H_

#include <string>

#include "absl/types/span.h"
#include "grpc/reflection/v1alpha/reflection.pb.h"

namespace adaptest {

// Answers a tool that asks what this server speaks: from the descriptors that
// are compiled in. A file comes with those that it imports.
grpc::reflection::v1alpha::ServerReflectionResponse Reflect(
    const grpc::reflection::v1alpha::ServerReflectionRequest& request,
    absl::Span<const std::string> services);

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_RPC_REFLECTION_H_
