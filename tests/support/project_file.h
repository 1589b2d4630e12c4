#ifndef ADAPTEST_TESTS_SUPPORT_PROJECT_FILE_H_
#define ADAPTEST_TESTS_SUPPORT_PROJECT_FILE_H_

#include <string>
#include <string_view>

namespace adaptest {

// A file or directory of the project.
inline std::string ProjectFile(std::string_view path) {
  std::string file = ADAPTEST_SOURCE_DIR "/";
  file += path;
  return file;
}

// A file of the reference data that lie beside the project on some machines.
inline std::string SharedFile(std::string_view path) {
  std::string file = ADAPTEST_SOURCE_DIR "/../shared/";
  file += path;
  return file;
}

}  // namespace adaptest

#endif  // ADAPTEST_TESTS_SUPPORT_PROJECT_FILE_H_
