#ifndef ADAPTEST_TESTS_CALIBRATION_FILES_TEST_FILES_H_
#define ADAPTEST_TESTS_CALIBRATION_FILES_TEST_FILES_H_

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "tests/support/project_file.h"

namespace adaptest {

// A path in a directory of the running test's own.
inline std::string ScratchFile(const std::string& name) {
  const auto* test = testing::UnitTest::GetInstance()->current_test_info();
  const std::string directory = testing::TempDir() + "adaptest_" +
                                test->test_suite_name() + "_" + test->name();
  std::filesystem::create_directories(directory);
  return directory + "/" + name;
}

// Writes a scratch file and returns its path.
inline std::string WriteScratch(const std::string& name,
                                const std::string& text) {
  const std::string path = ScratchFile(name);
  std::ofstream(path, std::ios::binary) << text;
  return path;
}

}  // namespace adaptest

#endif  // ADAPTEST_TESTS_CALIBRATION_FILES_TEST_FILES_H_
