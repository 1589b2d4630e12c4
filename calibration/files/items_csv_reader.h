#ifndef ADAPTEST_CALIBRATION_FILES_ITEMS_CSV_READER_H_
#define ADAPTEST_CALIBRATION_FILES_ITEMS_CSV_READER_H_

#include <map>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "calibration/files/csv_reader.h"
#include "engine/item.h"
#include "engine/response_model.h"

namespace adaptest {

// Reads the rows of items.csv (items_csv.h), one by one.
class ItemReader {
 public:
  // Of the file behind `csv`, which must outlive the reader; `model` is that of
  // items that state none.
  static absl::StatusOr<ItemReader> Make(CsvReader& csv,
                                         std::optional<ResponseModel> model);

  // The item of the current row, which is row `number` below the header. Its
  // parameters are empty where none has a value; else it is valid.
  absl::StatusOr<Item> ReadRow(int number) const;

  // Whether row or caller name a model, so that it is not told by parameters.
  bool StatesModel() const {
    return default_model_.has_value() || !Text("model").empty();
  }

 private:
  ItemReader(const CsvReader& csv, std::optional<ResponseModel> model)
      : csv_(&csv), default_model_(model) {}

  // A number by canonical column name; none where column or value is missing.
  absl::StatusOr<std::optional<double>> Number(const std::string& name) const;
  absl::string_view Text(absl::string_view column) const;
  bool HasValue(const std::string& name) const;
  // Whether a numbered parameter of this letter has a value: b1, b2 ...
  bool HasStep(char letter) const;
  absl::StatusOr<ResponseModel> Model() const;
  absl::StatusOr<ResponseModel> ModelFromColumns() const;
  int NumCategoriesOf(const ResponseModel& model) const;
  absl::Status ReadContents(Item& item) const;
  absl::Status ReadParameters(Item& item) const;
  absl::Status CheckUnused(const ResponseModel& model,
                           absl::Span<const ParameterRange> used) const;
  absl::Status ReadCovariance(Item& item) const;

  const CsvReader* csv_;
  std::optional<ResponseModel> default_model_;
  bool has_betaj_ = false;  // boundaries or steps under the names of catR
  bool has_deltaj_ = false;
  std::map<std::string, int> numbers_;     // canonical name -> column
  std::map<std::string, int> attributes_;  // name -> column
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FILES_ITEMS_CSV_READER_H_
