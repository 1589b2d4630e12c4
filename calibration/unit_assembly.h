#ifndef ADAPTEST_CALIBRATION_UNIT_ASSEMBLY_H_
#define ADAPTEST_CALIBRATION_UNIT_ASSEMBLY_H_

#include <cstdint>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/types/span.h"
#include "calibration/response_data.h"

namespace adaptest {

// Puts together the units of one person after the other, from the answers that
// were read of them, and leaves out what is to be left out: of two answers of a
// unit to one item the later; sessions that are practice, not finished or later
// than the person's first; items that an earlier session had.
class UnitAssembly {
 public:
  using WriteRows = ResponseDataBuilder::WriteRows;
  using Duplicate = ResponseDataBuilder::Duplicate;

  UnitAssembly(const ResponseUnits& units, const ResponseItems& items,
               const ResponseCleaning& cleaning, ResponseColumns& columns,
               ResponseCounts& counts)
      : units_(units),
        items_(items),
        cleaning_(cleaning),
        columns_(columns),
        counts_(counts),
        answered_by_(items.num_items(), 0) {}

  // All units of the person, in order, and the answers to them, by unit, item,
  // file and line. The rows of each unit that is not left out go to `write`.
  absl::Status AddPerson(absl::Span<const uint32_t> units,
                         absl::Span<const RecordedAnswer> answers,
                         WriteRows write);

  // Duplicates that are not dropped: the earliest in the files.
  const std::optional<Duplicate>& duplicate() const { return duplicate_; }

 private:
  bool IsLeftOut(uint32_t unit, size_t num_answers, bool is_later);
  void CollectRows(uint32_t unit, absl::Span<const RecordedAnswer> answers);
  void NoteDuplicate(uint32_t unit, const RecordedAnswer& first,
                     const RecordedAnswer& second);

  const ResponseUnits& units_;
  const ResponseItems& items_;
  const ResponseCleaning& cleaning_;
  ResponseColumns& columns_;
  ResponseCounts& counts_;
  std::vector<uint32_t> answered_by_;  // [item], the last person, from 1
  std::vector<uint16_t> rows_;
  std::optional<Duplicate> duplicate_;
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_UNIT_ASSEMBLY_H_
