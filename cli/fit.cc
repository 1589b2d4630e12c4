#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "calibration/files/chosen_options.h"
#include "calibration/files/fit_report_json.h"
#include "calibration/files/item_fit_csv.h"
#include "calibration/files/packed_reader.h"
#include "calibration/files/persons_csv.h"
#include "calibration/files/text_file.h"
#include "calibration/fit/assess_fit.h"
#include "calibration/fit/option_analysis.h"
#include "cli/bank_option.h"
#include "cli/command.h"
#include "cli/response_options.h"
#include "engine/status_macros.h"
#include "service/stores/open_store.h"

namespace adaptest {
namespace {

struct Arguments {
  BankOption bank;
  ResponseOptions responses;
  std::optional<double> latent_sd;
  std::string out;
  bool json = false;
  FitOptions options;
};

constexpr char kExample[] =
    "Example:\n"
    "  adaptest calibrate --responses answers.csv --model 2pl --out bank\n"
    "  adaptest fit --bank bank/items.csv --responses answers.csv --out fit\n"
    "writes fit/items.csv, fit.json, q3.csv, curves.csv, persons.csv, and\n"
    "options.csv where chosen options are known (--key, or a column option).";

void AddInputs(CLI::App& command, Arguments& a) {
  a.bank.AddTo(command);
  a.responses.AddTo(command);
  a.responses.AddPersonsTo(command);
  a.responses.AddExamTo(command);
}

void AddSettings(CLI::App& command, Arguments& a) {
  command.add_option("--latent-sd", a.latent_sd,
                     "standard deviation of the population (default: 1; with "
                     "rasch or pcm items estimated from the answers)");
  command.add_flag("--known-parameters", a.options.known_parameters,
                   "the parameters were estimated from other answers than "
                   "these: no degrees of freedom are taken off for them");
  command.add_option("--bins", a.options.bins, "most bins of ability a curve");
  command.add_option("--min-block", a.options.min_block,
                     "fewest persons of a complete block, for S-X2 and M2");
  command.add_option("--min-common", a.options.min_common,
                     "fewest persons who answered both items, for Q3");
  command.add_option("--nodes", a.options.nodes, "latent nodes");
  command.add_option("--range", a.options.range,
                     "nodes lie on [-range, range], in latent sds");
  command.add_option("--threads", a.options.threads, "threads");
  command.add_flag("--json", a.json, "print fit.json instead of a table");
  command.add_option("--out", a.out, "directory for the results")->required();
}

absl::Status CheckArguments(Arguments& a) {
  a.options.latent_sd = a.latent_sd;
  const absl::Status status = CheckFitOptions(a.options);
  return status.ok() ? status : UsageError(status.message());
}

// Where a person looks on: the step that is under way.
class Steps {
 public:
  std::function<void(const char*)> Callback() {
    if (isatty(STDERR_FILENO) == 0) return nullptr;
    return [this](const char* step) {
      shown_ = true;
      absl::FPrintF(stderr, "\r%-30s", step);
    };
  }
  ~Steps() {
    if (shown_) absl::FPrintF(stderr, "\r%-30s\r", "");
  }

 private:
  bool shown_ = false;
};

// The contents of options.csv, empty where no options are known. Standard input
// can be read only once, so options in it are not looked at; packed answers and
// stored ones have none.
absl::StatusOr<std::string> OptionsText(const Arguments& a,
                                        const ItemModels& models,
                                        const ResponseData& data,
                                        const FitReport& report) {
  const std::vector<std::string>& paths = a.responses.responses;
  for (const std::string& path : paths) {
    if (path == "-" || IsPackedFile(path) || IsStoreAddress(path)) return "";
  }
  ASSIGN_OR_RETURN(const ResponseFormat format, a.responses.Format(models));
  OptionAnalysis analysis(data, report);
  RETURN_IF_ERROR(ForEachChosenOption(
      paths, format, data, [&](int person, int item, absl::string_view option) {
        return analysis.Add(person, item, option);
      }));
  if (analysis.empty()) return "";
  return WriteOptionsCsv(report, analysis.Results());
}

std::string Shown(std::optional<double> value, int digits) {
  return value ? absl::StrFormat("%.*f", digits, *value) : "-";
}

void PrintModelFit(const ModelFit& fit) {
  if (!fit.m2) {
    absl::PrintF("M2: none; %s\n", fit.reason);
    return;
  }
  absl::PrintF(
      "M2 %.3f, df %d, p %.4g; RMSEA %s (90 %% interval %s to %s), "
      "SRMSR %s\n",
      *fit.m2, *fit.df, *fit.p, Shown(fit.rmsea, 4), Shown(fit.rmsea_lower, 4),
      Shown(fit.rmsea_upper, 4), Shown(fit.srmsr, 4));
}

void PrintItems(const FitReport& report) {
  constexpr size_t kMostRows = 40;
  absl::PrintF("%-16s %7s %7s %9s %4s %7s %7s %7s %7s %7s\n", "item", "n",
               "p_value", "s_x2", "df", "p", "p_adj", "outfit", "infit",
               "max_z");
  for (size_t i = 0; i < std::min(report.items.size(), kMostRows); ++i) {
    const ItemFit& item = report.items[i];
    absl::PrintF("%-16s %7.0f %7s %9s %4s %7s %7s %7s %7s %7s\n", item.item->id,
                 item.classical.n, Shown(item.classical.p_value.value, 3),
                 Shown(item.s_x2.statistic, 3), Shown(item.s_x2.df, 0),
                 Shown(item.s_x2.p, 4), Shown(item.s_x2_p_adjusted, 4),
                 Shown(item.residuals.outfit.value, 3),
                 Shown(item.residuals.infit.value, 3),
                 Shown(item.curve.largest_z, 2));
  }
  if (report.items.size() > kMostRows) {
    absl::PrintF("... and %d items more, in items.csv\n",
                 report.items.size() - kMostRows);
  }
}

void PrintSummary(const FitReport& report, const std::string& out,
                  bool has_options) {
  absl::PrintF("persons %.0f, items %d, responses %.0f; latent sd %.4f%s\n",
               report.num_persons, report.items.size(), report.num_responses,
               report.latent_sd.value,
               report.latent_sd_estimated ? " (estimated)" : "");
  if (report.block.exists()) {
    absl::PrintF("complete block: %.0f persons, %d items\n",
                 report.block.num_persons, report.block.num_items());
  }
  PrintModelFit(report.model_fit);
  PrintItems(report);
  absl::PrintF("Q3: %d pairs, mean %s, largest distance from it %s\n",
               report.q3.pairs.size(), Shown(report.q3.mean, 3),
               Shown(report.q3.largest, 3));
  for (const PersonFitShare& share : report.person_fit.shares) {
    absl::PrintF("lz*: %s of %.0f persons below the %g quantile\n",
                 Shown(share.share.value, 4), report.person_fit.n, share.level);
  }
  absl::PrintF(
      "written: %s/items.csv, fit.json, q3.csv, curves.csv, %s"
      "persons.csv\n",
      out, has_options ? "options.csv, " : "");
}

absl::Status RunFit(Arguments& a) {
  RETURN_IF_ERROR(CheckArguments(a));
  std::vector<std::string> left_out;
  ASSIGN_OR_RETURN(const auto bank, a.bank.ReadFitted(left_out));
  NoteProvisional(*bank);
  ItemModels models = ModelsOf(*bank);
  models.left_out.insert(left_out.begin(), left_out.end());
  ASSIGN_OR_RETURN(const ResponseData data, a.responses.Read(models));
  std::optional<Steps> steps(std::in_place);
  a.options.progress = steps->Callback();
  ASSIGN_OR_RETURN(const FitReport report, AssessFit(*bank, data, a.options));
  steps.reset();
  ASSIGN_OR_RETURN(const std::string options,
                   OptionsText(a, models, data, report));
  const std::string json =
      WriteFitReportJson(report, a.options, ADAPTEST_VERSION);
  std::vector<std::pair<std::string, std::string>> files = {
      {"items.csv", WriteItemFitCsv(report)},
      {"q3.csv", WriteQ3Csv(report)},
      {"curves.csv", WriteCurvesCsv(report)},
      {"persons.csv", WritePersonsCsv(report.persons)},
      {"fit.json", json}};
  if (!options.empty()) files.emplace_back("options.csv", options);
  RETURN_IF_ERROR(WriteTextFiles(a.out, files));
  if (options.empty()) {
    // One of another run would seem to be of this one.
    std::error_code error;
    std::filesystem::remove(a.out + "/options.csv", error);
  }
  if (a.json) {
    std::cout << json;
  } else {
    PrintSummary(report, a.out, !options.empty());
  }
  return absl::OkStatus();
}

}  // namespace

Run AddFit(CLI::App& app) {
  CLI::App& command = *app.add_subcommand(
      "fit", "Say how well items fit their answers: S-X2, M2, Q3 and more");
  command.footer(kExample);
  command.option_defaults()->always_capture_default();
  const auto arguments = std::make_shared<Arguments>();
  arguments->options.threads =
      std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  AddInputs(command, *arguments);
  AddSettings(command, *arguments);
  return [arguments] { return RunFit(*arguments); };
}

}  // namespace adaptest
