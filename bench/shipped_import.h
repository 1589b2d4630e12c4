#ifndef ADAPTEST_BENCH_SHIPPED_IMPORT_H_
#define ADAPTEST_BENCH_SHIPPED_IMPORT_H_

#include <string>

#include "adaptest/v1/item_bank.pb.h"
#include "calibration/files/items_csv.h"
#include "calibration/files/text_file.h"
#include "proto/conversion/exam_conversion.h"
#include "proto/conversion/item_conversion.h"

namespace adaptest {

// The shipped bank and profile for this exam, every mode to its full length.
inline v1::ImportBankVersionRequest ShippedImport(const std::string& exam) {
  const std::string data = ADAPTEST_SOURCE_DIR "/data/mla-c01/";
  v1::ImportBankVersionRequest request;
  request.set_parent(exam);
  *request.mutable_exam() = *ParseExamJson(*ReadTextFile(data + "exam.json"));
  for (v1::Mode& mode : *request.mutable_exam()->mutable_modes()) {
    mode.clear_stopping_rules();
    mode.add_stopping_rules()->set_rule("fixed_length");
  }
  const ItemBank bank = *ReadItemsCsv(data + "items.csv");
  for (const Item& item : bank.items()) {
    *request.add_items() = ItemToProto(item);
  }
  return request;
}

}  // namespace adaptest

#endif  // ADAPTEST_BENCH_SHIPPED_IMPORT_H_
