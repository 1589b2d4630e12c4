#include "service/sessions/outcomes.h"

#include <cstdio>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "calibration/files/csv_reader.h"
#include "calibration/outcomes/fit_outcomes.h"
#include "calibration/outcomes/outcome_quality.h"
#include "cli/command.h"
#include "cli/exam_name.h"
#include "cli/json_output.h"
#include "cli/record_client.h"
#include "cli/seed_option.h"
#include "cli/store_option.h"
#include "engine/status_macros.h"
#include "service/sessions/clock.h"
#include "service/stores/open_store.h"

namespace adaptest {
namespace {

constexpr int kBatch = 1000;

struct Arguments {
  RecordPlace place;
  std::string exam;
  std::string file;
  OutcomeQualityOptions quality;
  bool json = false;
};

absl::StatusOr<v1::Outcome> ReadRow(const CsvReader& csv, int examinee,
                                    int passed, int time,
                                    std::optional<int> score) {
  v1::Outcome outcome;
  outcome.set_examinee(std::string(csv.field(examinee)));
  const absl::string_view result = csv.field(passed);
  if (result != "0" && result != "1") {
    return csv.Error(
        absl::StrCat("passed = \"", result, "\"; allowed: 0 or 1"));
  }
  outcome.set_passed(result == "1");
  absl::Time when;
  std::string error;
  const std::string text(csv.field(time));
  if (!absl::ParseTime("%Y-%m-%d", text, &when, &error) &&
      !absl::ParseTime(absl::RFC3339_full, text, &when, &error)) {
    return csv.Error(absl::StrCat("exam_time = \"", text,
                                  "\"; allowed: 2026-05-17 or "
                                  "2026-05-17T09:00:00Z"));
  }
  outcome.mutable_exam_time()->set_seconds(absl::ToUnixSeconds(when));
  double scaled = 0;
  if (score && !IsMissing(csv.field(*score)) &&
      !absl::SimpleAtod(csv.field(*score), &scaled)) {
    return csv.Error(absl::StrCat("scaled_score = \"", csv.field(*score),
                                  "\" is not a number"));
  }
  outcome.set_scaled_score(scaled);
  return outcome;
}

absl::StatusOr<std::vector<v1::Outcome>> ReadOutcomes(const std::string& file) {
  ASSIGN_OR_RETURN(CsvReader csv, CsvReader::Open(file));
  ASSIGN_OR_RETURN(const int examinee, csv.Require("examinee"));
  ASSIGN_OR_RETURN(const int passed, csv.Require("passed"));
  ASSIGN_OR_RETURN(const int time, csv.Require("exam_time"));
  const std::optional<int> score = csv.Find("scaled_score");
  std::vector<v1::Outcome> outcomes;
  while (true) {
    ASSIGN_OR_RETURN(const bool row, csv.Next());
    if (!row) return outcomes;
    ASSIGN_OR_RETURN(v1::Outcome outcome,
                     ReadRow(csv, examinee, passed, time, score));
    outcomes.push_back(std::move(outcome));
  }
}

absl::Status Import(const Arguments& a) {
  ASSIGN_OR_RETURN(const std::vector<v1::Outcome> outcomes,
                   ReadOutcomes(a.file));
  ASSIGN_OR_RETURN(const auto records, OpenRecords(a.place));
  int imported = 0;
  int usable = 0;
  for (size_t begin = 0; begin < outcomes.size(); begin += kBatch) {
    v1::ImportOutcomesRequest request;
    request.set_parent(ExamName(a.exam));
    for (size_t i = begin; i < outcomes.size() && i < begin + kBatch; ++i) {
      *request.add_outcomes() = outcomes[i];
    }
    ASSIGN_OR_RETURN(const v1::ImportOutcomesResponse counts,
                     records->ImportOutcomes(request));
    imported += counts.imported_count();
    usable += counts.usable_count();
  }
  std::cout << imported << " results recorded, " << usable
            << " of them of people with an earlier session" << std::endl;
  return absl::OkStatus();
}

bool SameGrid(const ThetaGrid& x, const ThetaGrid& y) {
  return x.size() == y.size() && x.lower() == y.lower() &&
         x.upper() == y.upper();
}

struct Cases {
  std::vector<OutcomeCase> used;
  int unused = 0;  // without an earlier session on this grid
};

absl::StatusOr<Cases> FindCases(const std::string& exam, Store& store,
                                BankCatalog& catalog, const ThetaGrid& grid) {
  ASSIGN_OR_RETURN(const std::vector<StoredOutcome> outcomes,
                   store.ListOutcomes(exam));
  Cases cases;
  std::map<std::string, int64_t> persons;
  for (const StoredOutcome& outcome : outcomes) {
    ASSIGN_OR_RETURN(const auto session,
                     LastSessionBefore(outcome, store, catalog));
    if (!session ||
        !SameGrid(session->session().exam().tables().grid(), grid)) {
      ++cases.unused;
      continue;
    }
    const Posterior posterior = session->session().ScorePosterior();
    OutcomeCase one;
    one.weights.assign(posterior.weights().begin(), posterior.weights().end());
    one.passed = outcome.passed;
    one.person =
        persons.emplace(outcome.examinee, persons.size()).first->second;
    cases.used.push_back(std::move(one));
  }
  return cases;
}

Json ToJson(const Statistic& statistic) {
  return {{"value", NumberOrNull(statistic.value)},
          {"standard_error", NumberOrNull(statistic.standard_error)}};
}

Json ToJson(const PredictionQuality& quality) {
  Json curve = Json::array();
  for (const ReliabilityFigures& bin : quality.curve) {
    curve.push_back({{"predicted", bin.pass_probability},
                     {"count", bin.examinees},
                     {"observed", ToJson(bin.passing)}});
  }
  return {{"brier", ToJson(quality.brier)},
          {"log_loss", ToJson(quality.log_loss)},
          {"ece", ToJson(quality.ece)},
          {"ece_floor", ToJson(quality.ece_floor)},
          {"calibration_slope", ToJson(quality.line.slope)},
          {"calibration_intercept", ToJson(quality.line.intercept)},
          {"reliability_curve", curve}};
}

Json ToJson(const OutcomeFit& fit, double profile_cut) {
  return {{"state", std::string(NameOf(fit.state))},
          {"with_prior", fit.with_prior},
          {"converged", fit.converged},
          {"cases", fit.cases},
          {"passes", fit.passes},
          {"profile_theta_cut", profile_cut},
          {"theta_cut", fit.estimate.theta_cut},
          {"theta_cut_standard_error", fit.theta_cut_standard_error},
          {"spread", fit.estimate.spread},
          {"spread_standard_error", NumberOrNull(fit.spread_standard_error)},
          {"spread_lower", fit.spread_lower},
          {"spread_upper", fit.spread_upper},
          {"log_likelihood", fit.log_likelihood}};
}

void PrintStatistic(const char* name, const Statistic& statistic) {
  if (!statistic.value) return;
  std::printf("  %-10s %.4f (se %.4f)\n", name, *statistic.value,
              statistic.standard_error.value_or(0));
}

void Print(const OutcomeFit& fit, const OutcomeQuality& quality,
           double profile_cut) {
  std::printf("%lld results, %lld passed; state %s%s\n",
              static_cast<long long>(fit.cases),
              static_cast<long long>(fit.passes),
              std::string(NameOf(fit.state)).c_str(),
              fit.with_prior ? ", with a weak prior" : "");
  std::printf("theta_cut %.4f (se %.4f); the profile has %.4f\n",
              fit.estimate.theta_cut, fit.theta_cut_standard_error,
              profile_cut);
  std::printf("day-to-day spread %.4f (95 %% interval %.4f to %.4f)\n",
              fit.estimate.spread, fit.spread_lower, fit.spread_upper);
  std::printf("before:\n");
  PrintStatistic("brier", quality.before.brier);
  PrintStatistic("log loss", quality.before.log_loss);
  std::printf("after, each case predicted from other persons' (%d folds):\n",
              quality.folds);
  PrintStatistic("brier", quality.cross_validated.brier);
  PrintStatistic("log loss", quality.cross_validated.log_loss);
}

absl::Status Fit(const Arguments& a) {
  if (!a.place.server.empty()) {
    return UsageError("outcomes fit reads the store: --data or --store");
  }
  ASSIGN_OR_RETURN(const std::string address,
                   ExistingStoreAddress(a.place.data, a.place.store));
  ASSIGN_OR_RETURN(const auto store, OpenStore(address));
  SystemClock clock;
  BankCatalog catalog(store.get(), &clock);
  const std::string exam = ExamName(a.exam);
  ASSIGN_OR_RETURN(const auto version, catalog.Active(exam));
  const OutcomeModel model(version->exam);
  ASSIGN_OR_RETURN(
      const Cases cases,
      FindCases(exam, *store, catalog, version->exam->tables().grid()));
  ASSIGN_OR_RETURN(const OutcomeFit fit, FitOutcomes(model, cases.used));
  ASSIGN_OR_RETURN(
      const OutcomeQuality quality,
      MeasureOutcomeQuality(model, cases.used, fit.estimate, a.quality));
  const double profile_cut = version->exam->exam().scale.theta_cut;
  if (!a.json) {
    Print(fit, quality, profile_cut);
  } else {
    const Json json = {{"fit", ToJson(fit, profile_cut)},
                       {"unused_outcomes", cases.unused},
                       {"before", ToJson(quality.before)},
                       {"after", ToJson(quality.cross_validated)},
                       {"after_on_the_same_cases", ToJson(quality.fitted)},
                       {"folds", quality.folds}};
    std::cout << json.dump() << std::endl;
  }
  if (fit.converged) return absl::OkStatus();
  return absl::InternalError("the fit did not converge");
}

}  // namespace

Run AddOutcomes(CLI::App& app) {
  auto a = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand(
      "outcomes", "Record real exam results, and fit the cut score to them");
  command->require_subcommand(1);
  CLI::App* import = command->add_subcommand(
      "import",
      "Record results: columns examinee, passed (0 or 1), exam_time, "
      "and scaled_score where it is known");
  import->add_option("file", a->file, "CSV file, - for standard input")
      ->required();
  CLI::App* fit = command->add_subcommand(
      "fit", "Fit theta_cut and the day-to-day spread of ability");
  for (CLI::App* sub : {import, fit}) {
    AddRecordPlace(*sub, a->place);
    sub->add_option("--exam", a->exam, "name of the exam")->required();
  }
  fit->add_option("--folds", a->quality.folds, "of the cross-validation")
      ->check(CLI::Range(2, 1000));
  AddSeed(*fit, a->quality.seed, "seed of the folds");
  fit->add_flag("--json", a->json, "print JSON");
  command->footer(
      "The fit is a proposal: the profile's thetaCut changes with the next "
      "bank "
      "version.\nExample:\n"
      "  adaptest outcomes import results.csv --exam mla-c01 --data DIR\n"
      "  adaptest outcomes fit --exam mla-c01 --data DIR");
  return [a, import] { return import->parsed() ? Import(*a) : Fit(*a); };
}

}  // namespace adaptest
