#include "calibration/calibrate.h"

#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "calibration/files/item_models.h"
#include "calibration/files/items_csv.h"
#include "calibration/hyper_priors.h"
#include "calibration/item_priors.h"
#include "calibration/model_ladder.h"
#include "calibration/same_arithmetic.h"
#include "cli/areas_option.h"
#include "cli/calibrate_checkpoint.h"
#include "cli/calibrate_progress.h"
#include "cli/calibrate_results.h"
#include "cli/command.h"
#include "cli/response_options.h"
#include "cli/seed_option.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

// The command line as it was given.
struct Arguments {
  ResponseOptions responses;
  std::string model;
  std::string models;
  std::vector<std::string> priors = {"default"};
  std::string start;
  std::string fixed;
  std::vector<std::string> constraints;
  std::string ladder_text;
  std::optional<ModelLadder> ladder;
  std::string latent = "normal";
  bool hyper = false;
  bool resume = false;
  std::string attributes;
  AreasOption areas;
  std::string standard_errors = "oakes";
  std::string out;
  CalibrationOptions options;
};

constexpr char kExample[] =
    "Example:\n"
    "  adaptest calibrate --responses answers.csv --model 2pl --out fit\n"
    "  adaptest calibrate --responses log.csv.gz --model 3pl \\\n"
    "      --prior \"a=lognormal(0,0.5)\" \"logit(c)=normal(-1.1,0.5)\" "
    "--out fit\n"
    "  adaptest calibrate --responses sqlite:/var/lib/adaptest/adaptest.db \\\n"
    "      --exam mla-c01 --model 2pl --out fit\n"
    "writes fit/items.csv, fit/fit.json and fit/persons.csv.";

void AddInputs(CLI::App& command, Arguments& a) {
  a.responses.AddTo(command);
  a.responses.AddPersonsTo(command);
  a.responses.AddExamTo(command);
  auto* model = command.add_option(
      "--model", a.model,
      "response model of the items: " + ResponseModelNames());
  command.add_option("--models", a.models,
                     "file with columns item_id, model; --model is for the "
                     "items that are not in it");
  model->type_name("NAME");
  command.add_option("--start", a.start, "items.csv with starting values");
  command.add_option("--fixed", a.fixed,
                     "items.csv whose parameters are known: they fix the "
                     "scale, and the latent mean and sd are estimated");
  command.add_option("--constraint", a.constraints,
                     "equal or given parameters: \"a(Q1,Q2)\", "
                     "\"b(Q1)=b2(Q5)\", \"c(*)=0.2\"");
  command.add_option("--attributes", a.attributes,
                     "items.csv whose status, enemy_group, item_set, "
                     "times and attributes are carried over");
  a.areas.AddTo(command);
}

void AddSettings(CLI::App& command, Arguments& a) {
  command.add_option("--ladder", a.ladder_text,
                     "dichotomous items by their number of answers, as in "
                     "250,1000: 1pl, from 250 on 2pl, from 1000 on 3pl");
  command
      .add_option("--latent", a.latent,
                  "distribution of the latent variable: normal, or histogram, "
                  "estimated at the nodes")
      ->type_name("NAME");
  command.add_flag("--hyper", a.hyper,
                   "priors on a, b, c and d whose means and sds are those of "
                   "the bank itself, in place of --prior");
  command.add_option("--profile", a.options.profile,
                     "parameters whose 95 % profile intervals are found, such "
                     "as c; columns c_lower and c_upper of items.csv");
  command.add_option("--prior", a.priors,
                     "default, none, or priors such as \"c=beta(5,17)\", "
                     "\"logit(c)=normal(-1.1,0.5)\"");
  command.add_option("--nodes", a.options.nodes, "latent nodes");
  command.add_option("--range", a.options.range,
                     "nodes lie on [-range, range]");
  command.add_option("--tolerance", a.options.tolerance,
                     "largest change of a parameter in a last Newton step");
  command.add_option("--max-iterations", a.options.max_iterations,
                     "iterations before giving up");
  command.add_option("--se", a.standard_errors,
                     "standard errors: oakes, crossproduct or none");
  command.add_option("--threads", a.options.threads, "threads");
  AddSeed(command, a.options.seed, "perturb the start at random; 0: do not");
  command.add_flag("--resume", a.resume,
                   "go on from the checkpoint that an interrupted run left in "
                   "--out");
  command.add_option("--out", a.out, "directory for the results")->required();
}

template <class T>
absl::Status Assign(absl::StatusOr<T> value, T& out) {
  if (!value.ok()) return UsageError(value.status().message());
  out = *std::move(value);
  return absl::OkStatus();
}

absl::Status CheckArguments(Arguments& a) {
  if (a.model.empty() && a.models.empty() && a.ladder_text.empty()) {
    return UsageError("--model, --models or --ladder is needed");
  }
  if (!a.ladder_text.empty()) {
    a.ladder.emplace();
    RETURN_IF_ERROR(Assign(ModelLadder::Parse(a.ladder_text), *a.ladder));
    if (a.model.empty()) a.model = "1pl";
  }
  if (a.latent != "normal" && a.latent != "histogram") {
    return UsageError(absl::StrCat("--latent \"", a.latent,
                                   "\" is unknown; allowed: normal, "
                                   "histogram"));
  }
  a.options.histogram = a.latent == "histogram";
  a.options.by_group = !a.responses.group.empty();
  RETURN_IF_ERROR(a.responses.Check());
  RETURN_IF_ERROR(a.areas.Check(a.attributes));
  if ((a.hyper || a.latent != "normal") && a.areas.is_on()) {
    return UsageError(
        "--areas goes with neither --hyper nor --latent histogram");
  }
  RETURN_IF_ERROR(Assign(PriorChoice::Parse(a.priors), a.options.priors));
  for (const std::string& text : a.constraints) {
    a.options.constraints.emplace_back();
    RETURN_IF_ERROR(
        Assign(ParameterConstraint::Parse(text), a.options.constraints.back()));
  }
  if (const auto status = CheckOptions(a.options); !status.ok()) {
    return UsageError(status.message());
  }
  return Assign(ParameterInformationByName(a.standard_errors),
                a.options.information);
}

absl::StatusOr<ItemModels> ModelsOf(const Arguments& a) {
  ItemModels models;
  std::optional<ResponseModel> model;
  if (!a.model.empty()) {
    model.emplace();
    RETURN_IF_ERROR(Assign(ResponseModelByName(a.model), *model));
  }
  if (!a.models.empty()) {
    ASSIGN_OR_RETURN(models, ReadItemModels(a.models));
  }
  models.others = model;
  return models;
}

absl::StatusOr<ResponseData> ReadData(const Arguments& a, Ranks& ranks) {
  auto models = ModelsOf(a);
  RETURN_IF_ERROR(Agree(ranks, models.status()));
  ASSIGN_OR_RETURN(ResponseData data,
                   a.responses.Read(*std::move(models), ranks));
  if (a.ladder) a.ladder->Apply(data);
  return data;
}

// What is to be said of items, the first few of them.
void PrintStates(const Calibration& fit) {
  constexpr int kMost = 10;
  int odd = 0;
  for (int i = 0; i < static_cast<int>(fit.items.size()); ++i) {
    const std::string state = TextOf(fit.item_states[i]);
    if (state == "ok" || ++odd > kMost) continue;
    absl::PrintF("  %s: %s\n", fit.items[i].id, state);
  }
  if (odd > kMost) {
    absl::PrintF("  and %d more items with a state, in fit.json\n",
                 odd - kMost);
  }
}

void PrintSummary(const Calibration& fit, const std::string& out) {
  int left_out = 0;
  for (const ItemState& state : fit.item_states) left_out += !state.is_fitted;
  absl::PrintF("persons %.0f, items %d (%d left out), responses %.0f\n",
               fit.num_persons, fit.items.size(), left_out, fit.num_responses);
  absl::PrintF("log-likelihood %.6f, log prior %.6f, parameters %d\n",
               fit.log_likelihood, fit.log_prior, fit.num_parameters);
  absl::PrintF("%s after %d iterations, %.3f s: max step %.2g, gradient %.2g\n",
               fit.converged ? "converged" : "NOT converged", fit.iterations,
               fit.seconds, fit.max_step, fit.max_gradient);
  PrintStates(fit);
  AreasOption::PrintSummary(fit);
  if (fit.standard_errors != "ok" && fit.standard_errors != "none") {
    absl::PrintF("%s\n", fit.standard_errors);
  }
  absl::PrintF("written: %s/items.csv, fit.json, persons.csv\n", out);
}

// What the fit is given besides the answers. Returns the contents of the items.
absl::StatusOr<std::vector<Item>> ReadKnown(Arguments& a,
                                            const ResponseData& data) {
  if (!a.start.empty()) {
    ASSIGN_OR_RETURN(a.options.start, ReadUncalibratedItemsCsv(a.start));
  }
  if (!a.fixed.empty()) {
    ASSIGN_OR_RETURN(const ItemBank bank, ReadItemsCsv(a.fixed));
    a.options.fixed.assign(bank.items().begin(), bank.items().end());
  }
  std::vector<Item> contents;
  if (!a.attributes.empty()) {
    ASSIGN_OR_RETURN(contents, ReadUncalibratedItemsCsv(a.attributes));
    RETURN_IF_ERROR(AddItemPriors(contents, data, a.options.priors));
  }
  return contents;
}

absl::StatusOr<Calibration> Fit(const ResponseData& data,
                                const std::vector<Item>& contents,
                                const Arguments& a) {
  const auto begin = std::chrono::steady_clock::now();
  ASSIGN_OR_RETURN(Calibration fit,
                   a.hyper
                       ? CalibrateWithHyperPriors(data, a.options)
                       : a.areas.Fit(data, contents, a.attributes, a.options));
  const std::chrono::duration<double> elapsed =
      std::chrono::steady_clock::now() - begin;
  fit.seconds = elapsed.count();
  for (size_t p = 0; p < fit.persons.size(); ++p) {
    fit.persons[p].session_id = data.session_id(static_cast<int>(p));
  }
  return fit;
}

absl::Status RunCalibrate(Arguments& a, Ranks& ranks) {
  RETURN_IF_ERROR(CheckArguments(a));
  if (a.areas.is_on() && ranks.size() > 1) {
    return UsageError("--areas is fitted by one process");
  }
  RETURN_IF_ERROR(CheckSameArithmetic(ranks));
  ASSIGN_OR_RETURN(const ResponseData data, ReadData(a, ranks));
  const auto contents = ReadKnown(a, data);
  RETURN_IF_ERROR(Agree(ranks, contents.status()));
  CalibrateProgress progress(SumOf(ranks, data.num_responses()),
                             a.options.tolerance);
  if (ranks.is_first()) a.options.progress = progress.Callback();
  CalibrateCheckpoint checkpoint(a.out, ranks);
  RETURN_IF_ERROR(checkpoint.Prepare(a.resume, a.options));
  ASSIGN_OR_RETURN(Calibration fit, Fit(data, *contents, a));
  progress.Finish();
  RETURN_IF_ERROR(checkpoint.Finish(fit.stopped));
  if (fit.stopped) {
    return absl::CancelledError(
        absl::StrCat(fit.Distrust(), checkpoint.Advice()));
  }
  CarryContents(*contents, fit.items);
  RETURN_IF_ERROR(WriteCalibration(fit, data, a.out));
  if (ranks.is_first()) PrintSummary(fit, a.out);
  const std::string distrust = fit.Distrust();
  if (distrust.empty()) return absl::OkStatus();
  return absl::FailedPreconditionError(distrust);
}

}  // namespace

Run AddCalibrate(CLI::App& app) { return AddCalibrateOnRanks(app, OneRank()); }

Run AddCalibrateOnRanks(CLI::App& app, Ranks& ranks) {
  CLI::App& command = *app.add_subcommand(
      "calibrate", "Fit item parameters from response logs");
  command.footer(kExample);
  command.option_defaults()->always_capture_default();
  const auto arguments = std::make_shared<Arguments>();
  arguments->options.threads =
      std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  AddInputs(command, *arguments);
  AddSettings(command, *arguments);
  return [arguments, &ranks] { return RunCalibrate(*arguments, ranks); };
}

}  // namespace adaptest
