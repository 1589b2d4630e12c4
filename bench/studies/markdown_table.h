#ifndef ADAPTEST_BENCH_STUDIES_MARKDOWN_TABLE_H_
#define ADAPTEST_BENCH_STUDIES_MARKDOWN_TABLE_H_

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace adaptest {

// "| a | b |\n".
inline std::string TableRow(const std::vector<std::string>& cells) {
  return absl::StrCat("| ", absl::StrJoin(cells, " | "), " |\n");
}

// The names of the columns, and the line below them.
inline std::string TableHead(const std::vector<std::string>& cells) {
  return TableRow(cells) +
         TableRow(std::vector<std::string>(cells.size(), "---"));
}

}  // namespace adaptest

#endif  // ADAPTEST_BENCH_STUDIES_MARKDOWN_TABLE_H_
