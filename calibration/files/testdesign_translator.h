#ifndef ADAPTEST_CALIBRATION_FILES_TESTDESIGN_TRANSLATOR_H_
#define ADAPTEST_CALIBRATION_FILES_TESTDESIGN_TRANSLATOR_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "calibration/files/testdesign_condition.h"
#include "calibration/files/testdesign_pool.h"
#include "calibration/files/testdesign_rows.h"
#include "engine/item.h"

namespace adaptest {

// A condition in our grammar, and the items that match.
struct TranslatedCondition {
  std::string condition;
  std::vector<const Item*> items;
};

// Translates the conditions of rows so that each matches the same items of the
// pool as in R.
class TestDesignTranslator {
 public:
  // Both must outlive the translator, which adds attributes to the items where
  // a condition needs one, and a note for each.
  TestDesignTranslator(TestDesignPool& pool, std::vector<std::string>& notes)
      : pool_(pool), notes_(notes) {}

  // The row's condition from `begin` on; errors name the row.
  absl::StatusOr<TranslatedCondition> Translate(const TestDesignRow& row,
                                                const TestDesignNames& names,
                                                size_t begin = 0);

  // The condition that every item matches.
  TranslatedCondition All() const;

 private:
  absl::StatusOr<std::string> AddAttribute(const TestDesignRow& row,
                                           const std::vector<char>& matches);

  TestDesignPool& pool_;
  std::vector<std::string>& notes_;
};

// A value of an attribute, and how R's conditions write it.
struct AttributeLevel {
  std::string value;
  std::string literal;
};

// The values that items have of an attribute, by its name here: numbers in
// ascending order where all of them are, else texts.
std::vector<AttributeLevel> LevelsOf(absl::Span<const Item> items,
                                     const std::string& name);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FILES_TESTDESIGN_TRANSLATOR_H_
