#include <memory>
#include <string>

#include "absl/strings/str_format.h"
#include "calibration/files/item_models.h"
#include "cli/command.h"
#include "cli/response_options.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

struct Arguments {
  ResponseOptions responses;
  std::string models;
  std::string out;
};

absl::Status Pack(const Arguments& a) {
  RETURN_IF_ERROR(a.responses.Check());
  ItemModels models = ItemModels::Unknown();
  if (!a.models.empty()) {
    ASSIGN_OR_RETURN(models, ReadItemModels(a.models));
  }
  ASSIGN_OR_RETURN(const PackedSummary summary,
                   a.responses.Pack(std::move(models), a.out));
  const ResponseCounts& counts = summary.counts;
  absl::PrintF("persons %d, sessions %d, items %d, responses %d\n",
               counts.persons, counts.sessions, summary.num_items,
               counts.responses);
  absl::PrintF("written: %s, %d bytes", a.out, summary.file_bytes);
  if (counts.responses > 0) {
    absl::PrintF(", %.2f a response",
                 static_cast<double>(summary.file_bytes) / counts.responses);
  }
  absl::PrintF("\n");
  return absl::OkStatus();
}

}  // namespace

Run AddPack(CLI::App& app) {
  auto a = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand(
      "pack", "Write answers into one small file that is read at once");
  a->responses.AddTo(*command);
  a->responses.AddExamTo(*command);
  command->add_option("--models", a->models,
                      "file with columns item_id, model[, categories]: items "
                      "and categories that there are (default: any item, 0 to "
                      "15)");
  command->add_option("--out", a->out, "the packed file")->required();
  command->footer(
      "The file takes about 3 bytes a response. Wherever --responses is read, "
      "it stands for\nthe answers in it, as they were cleaned when it was "
      "written.\nExample:\n"
      "  adaptest pack --responses log-1.csv.zst log-2.csv.zst --out log.pack\n"
      "  adaptest calibrate --responses log.pack --model 2pl --out fit");
  return [a] { return Pack(*a); };
}

}  // namespace adaptest
