#ifndef ADAPTEST_BENCH_SHIPPED_IMPORT_H_
#define ADAPTEST_BENCH_SHIPPED_IMPORT_H_

#include <memory>
#include <string>

#include "adaptest/v1/item_bank.grpc.pb.h"
#include "bench/exit_on.h"
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

// Imports a bank and makes it the active one. Ends the program where that
// fails.
inline void ImportAndActivate(const std::shared_ptr<grpc::Channel>& channel,
                              const v1::ImportBankVersionRequest& request) {
  const auto banks = v1::ItemBankService::NewStub(channel);
  v1::BankVersion version;
  grpc::ClientContext import;
  ExitOn(banks->ImportBankVersion(&import, request, &version));
  v1::ActivateBankVersionRequest activate;
  activate.set_name(version.name());
  grpc::ClientContext context;
  ExitOn(banks->ActivateBankVersion(&context, activate, &version));
}

}  // namespace adaptest

#endif  // ADAPTEST_BENCH_SHIPPED_IMPORT_H_
