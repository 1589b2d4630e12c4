#ifndef ADAPTEST_TESTS_PROTO_PROFILE_FILE_H_
#define ADAPTEST_TESTS_PROTO_PROFILE_FILE_H_

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

namespace adaptest {

inline std::string ReadProjectFile(const std::string& path) {
  std::ifstream file(std::string(ADAPTEST_SOURCE_DIR) + "/" + path);
  EXPECT_TRUE(file.good()) << path;
  return {std::istreambuf_iterator<char>(file),
          std::istreambuf_iterator<char>()};
}

}  // namespace adaptest

#endif  // ADAPTEST_TESTS_PROTO_PROFILE_FILE_H_
