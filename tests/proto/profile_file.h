#ifndef ADAPTEST_TESTS_PROTO_PROFILE_FILE_H_
#define ADAPTEST_TESTS_PROTO_PROFILE_FILE_H_

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "tests/support/project_file.h"

namespace adaptest {

inline std::string ReadProjectFile(const std::string& path) {
  std::ifstream file(ProjectFile(path));
  EXPECT_TRUE(file.good()) << path;
  return {std::istreambuf_iterator<char>(file),
          std::istreambuf_iterator<char>()};
}

}  // namespace adaptest

#endif  // ADAPTEST_TESTS_PROTO_PROFILE_FILE_H_
