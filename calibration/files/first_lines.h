#ifndef ADAPTEST_CALIBRATION_FILES_FIRST_LINES_H_
#define ADAPTEST_CALIBRATION_FILES_FIRST_LINES_H_

#include <map>
#include <string>

namespace adaptest {

// On which line of a file each key stands first, to refuse one that stands
// there again.
class FirstLines {
 public:
  // The line where the key stood already, or 0 where it is new.
  int Add(const std::string& key, int line) {
    const auto [first, is_new] = lines_.emplace(key, line);
    return is_new ? 0 : first->second;
  }

  bool Has(const std::string& key) const { return lines_.count(key) > 0; }

 private:
  std::map<std::string, int> lines_;
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FILES_FIRST_LINES_H_
