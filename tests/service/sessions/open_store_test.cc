#include "service/stores/open_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace adaptest {
namespace {

using testing::HasSubstr;

TEST(OpenStore, RefusesOtherKinds) {
  const auto store = OpenStore("mysql://me:secret@host/db");
  EXPECT_TRUE(absl::IsInvalidArgument(store.status()));
  const std::string message(store.status().message());
  EXPECT_THAT(message, HasSubstr("mysql://me:***@host/db"));
  EXPECT_THAT(message, HasSubstr("allowed: sqlite:PATH or postgresql://.."));
}

TEST(WithoutPassword, HidesItWhereverItStands) {
  EXPECT_EQ(WithoutPassword("postgresql://me:se%20cret@host:5432/db"),
            "postgresql://me:***@host:5432/db");
  EXPECT_EQ(WithoutPassword("postgresql://host/db?user=me&password=secret&a=b"),
            "postgresql://host/db?user=me&password=***&a=b");
  EXPECT_EQ(WithoutPassword("postgresql://me@host:5432/db"),
            "postgresql://me@host:5432/db");
  EXPECT_EQ(WithoutPassword("sqlite:/a:b@c"), "sqlite:/a:b@c");
}

}  // namespace
}  // namespace adaptest
