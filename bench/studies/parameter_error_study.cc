// What errors of item parameters, and abilities that differ between areas, do
// to reported errors of theta, and what averaging and the area model mend.
// Prints tables of docs/studies-pass-probability.md.

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <map>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "bench/studies/outcome_tables.h"
#include "bench/studies/study.h"
#include "calibration/calibrate.h"
#include "calibration/parallel.h"
#include "engine/scores/area_readiness.h"
#include "engine/scores/posterior_mass.h"
#include "engine/session/session.h"
#include "engine/session/session_estimate.h"

namespace adaptest {
namespace {

struct Arguments {
  int examinees = 2000;
  int replicates = 20;
  int answers = 250;  // an item, on average
  double area_sd = 0.4;
  uint64_t seed = 1;
  int threads = 1;
};

constexpr int kItemsAnswered = 65;  // by each person of a calibration

Outcome OutcomeOf(double theta, const Posterior& posterior) {
  const PosteriorDistribution distribution(posterior);
  return {theta, posterior.mean(), posterior.sd(),
          distribution.Quantile(kIntervalTail) <= theta &&
              theta <= distribution.Quantile(1 - kIntervalTail)};
}

AreaModel AreasOf(const ItemBank& bank, double sd) {
  AreaModel model;
  std::map<std::string, int> number;
  for (const Item& item : bank.items()) {
    const int next = static_cast<int>(number.size());
    model.area_of_item.push_back(
        number.emplace(item.attributes.at("area"), next).first->second);
  }
  model.num_areas = static_cast<int>(number.size());
  model.sd.assign(number.size(), sd);
  return model;
}

// An adaptive session; theta of an item is theta + deviation[its area].
Session Sit(const std::shared_ptr<const PreparedExam>& exam,
            const ItemBank& truth, const AreaModel& areas, double theta,
            Random random) {
  std::vector<double> deviation(areas.num_areas);
  for (int k = 0; k < areas.num_areas; ++k) {
    deviation[k] = areas.sd[k] * random.Normal();
  }
  Session session(exam, 0,
                  MakeSessionPlan(*exam, exam->modes()[0], random.Bits()));
  for (auto next = session.SelectNext(); next; next = session.SelectNext()) {
    const Item& item = truth.item(*next);
    session.Give(*next);
    session.Answer(DrawCategory(item.model, item.parameters,
                                theta + deviation[areas.area_of_item[*next]],
                                random.Uniform()));
  }
  return session;
}

// The items as a calibration with default settings finds them.
std::vector<Item> Calibrated(const ItemBank& truth, const Arguments& a,
                             uint64_t seed) {
  Random random(seed);
  ResponseDataBuilder builder;
  for (const Item& item : truth.items()) {
    if (!builder.AddItem(item.id, item.model).ok()) std::abort();
  }
  std::vector<int> order(truth.size());
  std::iota(order.begin(), order.end(), 0);
  const int persons = a.answers * truth.size() / kItemsAnswered;
  for (int p = 0; p < persons; ++p) {
    const int person = builder.AddPerson(std::to_string(p));
    const double theta = random.Normal();
    random.Shuffle(order);
    for (int i = 0; i < kItemsAnswered; ++i) {
      const Item& item = truth.item(order[i]);
      builder.AddResponse(
          person, order[i],
          DrawCategory(item.model, item.parameters, theta, random.Uniform()),
          {});
    }
  }
  std::vector<ResponseDataBuilder::Duplicate> duplicates;
  CalibrationOptions options;
  options.threads = a.threads;
  Calibration fit =
      Calibrate(std::move(builder).Build(&duplicates), options).value();
  std::cerr << absl::StreamFormat(
      "calibration: %d persons, %d iterations, %s\n", persons, fit.iterations,
      fit.standard_errors);
  CarryContents(truth.items(), fit.items);
  return std::move(fit.items);
}

std::shared_ptr<const PreparedExam> Prepared(
    const std::shared_ptr<const ItemBank>& bank, bool averaged) {
  Exam exam = FullLengthProfile();
  exam.parameter_uncertainty = averaged;
  return PreparedExam::Make(std::move(exam), bank).value();
}

class Study {
 public:
  explicit Study(const Arguments& a)
      : a_(a),
        truth_(ShippedBank()),
        no_areas_(AreasOf(*truth_, 0)),
        areas_(AreasOf(*truth_, a.area_sd)),
        exam_(Prepared(truth_, false)) {}

  void Replicate(int r) {
    const uint64_t seed = a_.seed + 1000 * r;
    const auto thetas = DrawThetas(a_.examinees, seed);
    const auto bank = std::make_shared<const ItemBank>(
        ItemBank::Make(Calibrated(*truth_, a_, seed)).value());
    Simulate(exam_, thetas, seed, true_);
    Simulate(Prepared(bank, false), thetas, seed, plug_in_);
    Simulate(Prepared(bank, true), thetas, seed, averaged_);
    SimulateAreas(thetas, seed);
    std::cerr << absl::StreamFormat("replicate %d of %d\n", r + 1,
                                    a_.replicates);
  }

  std::vector<Condition> conditions() const {
    return {true_, plug_in_, averaged_, areas_ignored_, areas_modelled_};
  }

 private:
  void Simulate(const std::shared_ptr<const PreparedExam>& exam,
                const std::vector<double>& thetas, uint64_t seed,
                Condition& condition) const {
    std::vector<Outcome> outcomes(thetas.size());
    ParallelFor(a_.examinees, a_.threads, [&](int i) {
      const Session session =
          Sit(exam, *truth_, no_areas_, thetas[i], Random::Stream(seed, i));
      outcomes[i] = OutcomeOf(thetas[i], session.ScorePosterior());
    });
    condition.replicates.push_back(std::move(outcomes));
  }

  void SimulateAreas(const std::vector<double>& thetas, uint64_t seed) {
    std::vector<Outcome> ignored(thetas.size());
    std::vector<Outcome> modelled(thetas.size());
    ParallelFor(a_.examinees, a_.threads, [&](int i) {
      const Session session =
          Sit(exam_, *truth_, areas_, thetas[i], Random::Stream(seed, i));
      ignored[i] = OutcomeOf(thetas[i], session.ScorePosterior());
      modelled[i] =
          OutcomeOf(thetas[i], AreaPosterior(areas_, exam_->tables(),
                                             exam_->modes()[0].log_score_prior,
                                             session.ScoredAnswers()));
    });
    areas_ignored_.replicates.push_back(std::move(ignored));
    areas_modelled_.replicates.push_back(std::move(modelled));
  }

  Arguments a_;
  std::shared_ptr<const ItemBank> truth_;
  AreaModel no_areas_;
  AreaModel areas_;
  std::shared_ptr<const PreparedExam> exam_;
  Condition true_ = {"true parameters", {}};
  Condition plug_in_ = {"estimates, plugged in", {}};
  Condition averaged_ = {"estimates, averaged", {}};
  Condition areas_ignored_ = {"area deviations, ignored", {}};
  Condition areas_modelled_ = {"area deviations, area model", {}};
};

int Main(int argc, char** argv) {
  CLI::App app("Reported errors of theta where item parameters are estimates");
  Arguments a;
  app.add_option("--examinees", a.examinees, "a replicate and condition")
      ->check(CLI::Range(10, 1000000))
      ->capture_default_str();
  app.add_option("--replicates", a.replicates, "calibrations")
      ->check(CLI::Range(2, 1000))
      ->capture_default_str();
  app.add_option("--answers", a.answers, "in a calibration, an item")
      ->check(CLI::Range(20, 100000))
      ->capture_default_str();
  app.add_option("--area-sd", a.area_sd, "of the areas' deviations")
      ->check(CLI::Range(0.0, 2.0))
      ->capture_default_str();
  app.add_option("--seed", a.seed, "of all draws")->capture_default_str();
  app.add_option("--threads", a.threads, "threads")->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  Study study(a);
  for (int r = 0; r < a.replicates; ++r) study.Replicate(r);
  const auto conditions = study.conditions();
  PrintFigures(conditions);
  PrintExcessRatio(conditions[2], conditions[1]);
  PrintExcessRatio(conditions[4], conditions[3]);
  PrintCoverageCurves(conditions);
  return 0;
}

}  // namespace
}  // namespace adaptest

int main(int argc, char** argv) { return adaptest::Main(argc, argv); }
