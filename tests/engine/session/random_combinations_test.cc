// Any combination of criterion, strategy, exposure control, stopping rules,
// estimator and priors that is not refused runs whole sessions within its
// blueprint.

#include <cmath>

#include "engine/session/session_report.h"
#include "tests/engine/session/random_exam.h"
#include "tests/support/session_runner.h"

namespace adaptest {
namespace {

using Counts = std::map<std::string, int>;

// What a blueprint counts: constraints by their id and where they count.
struct Bounds {
  std::string domain, area;  // one of them empty
  int lower, upper;
};

std::vector<Bounds> BoundsOf(const Exam& exam) {
  std::vector<Bounds> bounds;
  for (const Constraint& c : exam.constraints) {
    Bounds b = {"", "", static_cast<int>(*c.lower), static_cast<int>(*c.upper)};
    if (c.id == "D1") b.domain = "1";
    if (c.id == "A1") b.area = "1a";
    if (c.id == "B2") b.area = "2b";
    bounds.push_back(b);
  }
  return bounds;
}

// By area; an area's domain is its first letter.
Counts CountAreas(const ItemBank& bank, const std::vector<int>& items) {
  Counts counts = {{"1a", 0}, {"1b", 0}, {"2a", 0}, {"2b", 0}};
  for (const int i : items) ++counts[bank.item(i).attributes.at("area")];
  return counts;
}

int CountFor(const Bounds& bounds, Counts areas) {
  if (!bounds.area.empty()) return areas[bounds.area];
  return areas[bounds.domain + "a"] + areas[bounds.domain + "b"];
}

bool IsWholeTest(const std::vector<Bounds>& bounds, const Counts& areas) {
  for (const Bounds& b : bounds) {
    const int count = CountFor(b, areas);
    if (count < b.lower || count > b.upper) return false;
  }
  return true;
}

// Whether a whole test of `length` items with these holds, by trying all
// counts.
bool CanBeCompleted(const ItemBank& bank, const std::vector<Bounds>& bounds,
                    Counts given, int length) {
  std::vector<int> operational;
  for (int i = 0; i < RandomExam::kOperational; ++i) operational.push_back(i);
  Counts most = CountAreas(bank, operational);
  for (int a = given["1a"]; a <= most["1a"]; ++a) {
    for (int b = given["1b"]; b <= most["1b"]; ++b) {
      for (int c = given["2a"]; c <= most["2a"]; ++c) {
        const int d = length - a - b - c;
        if (d < given["2b"] || d > most["2b"]) continue;
        const Counts whole = {{"1a", a}, {"1b", b}, {"2a", c}, {"2b", d}};
        if (IsWholeTest(bounds, whole)) return true;
      }
    }
  }
  return false;
}

// The rule for early stops, written out.
bool MayStopHere(const std::vector<Bounds>& bounds, const Counts& areas, int n,
                 int length) {
  for (const Bounds& b : bounds) {
    const int count = CountFor(b, areas);
    const double share = double(n) / length;
    if (count < std::floor(b.lower * share + 1e-9) - 1) return false;
    if (count > std::ceil(b.upper * share - 1e-9) + 1) return false;
    if (count > b.upper) return false;
  }
  return true;
}

void CheckNumbers(const Session& session) {
  const SessionEstimate e = EstimateSession(session);
  for (const auto& number :
       {e.theta, e.standard_error, e.scaled_score_standard_error}) {
    EXPECT_FALSE(std::isnan(number.value_or(0)));
  }
  for (const double score :
       {e.scaled_score, e.scaled_score_lower, e.scaled_score_upper}) {
    EXPECT_TRUE(score >= 100 && score <= 1000) << score;
  }
  EXPECT_LE(e.scaled_score_lower, e.scaled_score_upper);
  for (const double p : {e.mastery_probability, e.pass_probability}) {
    EXPECT_TRUE(p >= 0 && p <= 1) << p;
  }
  EXPECT_TRUE(std::isfinite(session.SelectionTheta()));
}

void CheckSelection(const ItemSelection& selection) {
  for (const double gain : selection.gains) {
    EXPECT_TRUE(std::isfinite(gain) && gain >= 0) << gain;
  }
  EXPECT_GE(selection.item, 0);
}

// One examinee to the end of the test, each state looked at.
Session Sit(const std::shared_ptr<const PreparedExam>& exam, SessionPlan plan,
            Random& random) {
  Session session(exam, 0, std::move(plan));
  const double share = random.Uniform();
  double elapsed = 0;
  for (auto next = session.SelectNext(); next; next = session.SelectNext()) {
    const int position = static_cast<int>(session.given().size());
    const bool pretest =
        std::count(session.plan().pretest_positions.begin(),
                   session.plan().pretest_positions.end(), position) > 0;
    EXPECT_EQ(exam->bank().item(*next).status,
              pretest ? ItemStatus::kPretest : ItemStatus::kOperational);
    EXPECT_THAT(GivenItems(session), testing::Not(testing::Contains(*next)));
    if (!pretest) CheckSelection(session.Select());
    session.Give(*next);
    elapsed += 60 * random.Uniform();
    const int most = NumCategories(exam->bank().item(*next)) - 1;
    session.Answer(random.Uniform() < share ? most : 0, elapsed);
    CheckNumbers(session);
  }
  return session;
}

SessionPlan DrawPlan(const PreparedExam& exam, Random& random) {
  const PreparedMode& mode = exam.modes()[0];
  std::vector<ExposureCounts> counts;
  for (const ExposureControl& control : mode.exposure) {
    counts.push_back(NewCounts(control, exam.bank().size()));
    for (double& n : counts.back().tests) n = 20;
    for (double& f : counts.back().feasible) f = 18;
    for (double& a : counts.back().given) a = double(random.Below(10));
    for (double& rho : counts.back().eligible) rho = 15;
  }
  std::vector<SeenItem> seen;
  for (int i = 0; i < RandomExam::kOperational; ++i) {
    if (random.Below(4) == 0) seen.push_back({i, 10, 1});
  }
  SessionStart start;
  start.exposure = counts;
  start.seen = seen;
  if (random.Below(2) == 0) start.history = LearnerHistory{0.8, 0.4, 30};
  std::vector<int> weak_areas = AllItems(exam.areas().model.num_areas);
  random.Shuffle(weak_areas);
  if (random.Below(4) > 0) start.weak_areas = weak_areas;
  return MakeSessionPlan(exam, mode, random.Bits(), start);
}

void ExpectWithinTheBlueprint(const Session& session) {
  const Exam& exam = session.exam().exam();
  const ItemBank& bank = session.exam().bank();
  const std::vector<Bounds> bounds = BoundsOf(exam);
  const std::vector<int> scored = session.ScoredItems();
  const Counts areas = CountAreas(bank, scored);
  const int n = static_cast<int>(scored.size());
  const int length = exam.modes[0].scored_items;
  if (n == length) {
    EXPECT_TRUE(IsWholeTest(bounds, areas));
    return;
  }
  EXPECT_TRUE(MayStopHere(bounds, areas, n, length)) << n << " of " << length;
  EXPECT_TRUE(CanBeCompleted(bank, bounds, areas, length));
  const int given = static_cast<int>(session.given().size());
  EXPECT_LE((given - n) * (length + exam.modes[0].pretest_items),
            given * exam.modes[0].pretest_items);
}

void ExpectTheSameReplay(const std::shared_ptr<const PreparedExam>& exam,
                         const Session& session) {
  Session replayed(exam, 0, session.plan());
  for (const GivenItem& given : session.given()) {
    EXPECT_EQ(replayed.SelectNext(), given.item);
    replayed.Give(given.item);
    replayed.Answer(*given.category, given.elapsed_seconds);
  }
  EXPECT_FALSE(replayed.SelectNext());
  replayed.Finish();
  EXPECT_FALSE(replayed.cut_short());
}

TEST(RandomCombinations, RunWholeSessionsWithinTheirBlueprint) {
  int refused = 0, early = 0;
  constexpr int kExams = 180;
  for (int t = 0; t < kExams; ++t) {
    const RandomExam draw(t, 1000 + t);
    SCOPED_TRACE(absl::StrCat("exam ", t, ": ", draw.Description()));
    const auto exam = PreparedExam::Make(
        draw.exam(), std::make_shared<const ItemBank>(draw.bank()));
    if (!exam.ok()) {
      // A polytomous bank and a rule for dichotomous items.
      EXPECT_THAT(std::string(exam.status().message()),
                  testing::HasSubstr("rasch, 1pl"));
      ++refused;
      continue;
    }
    Random random(t);
    Session session = Sit(*exam, DrawPlan(**exam, random), random);
    ExpectWithinTheBlueprint(session);
    early += session.ScoredItems().size() <
             static_cast<size_t>(draw.exam().modes[0].scored_items);
    ExpectTheSameReplay(*exam, session);
    session.Finish();
    CheckNumbers(session);
    const SessionReport report = MakeReport(session);
    EXPECT_EQ(report.passed, report.estimate.scaled_score >= 720);
  }
  EXPECT_LT(refused, kExams / 5);
  EXPECT_GT(early, kExams / 6);
}

}  // namespace
}  // namespace adaptest
