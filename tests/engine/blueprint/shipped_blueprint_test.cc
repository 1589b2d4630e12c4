#include <algorithm>
#include <set>

#include "engine/blueprint/shadow_test.h"
#include "tests/support/shipped_exam.h"

namespace adaptest {
namespace {

std::vector<double> InformationAt(double theta) {
  const PreparedExam& exam = *ShippedPreparedExam();
  std::vector<double> information(exam.bank().size());
  exam.criterion_tables().InformationAt(exam.bank(), theta,
                                        absl::MakeSpan(information));
  return information;
}

std::vector<int> Assemble(const std::vector<double>& gains,
                          const std::vector<int>& required) {
  const PreparedExam& exam = *ShippedPreparedExam();
  const auto test =
      AssembleTest({exam.bank(), exam.modes()[0].blueprint, gains, required});
  EXPECT_TRUE(test.ok()) << test.status();
  return test.ok() ? *test : std::vector<int>();
}

// Counts of a test by attribute value, read from the items themselves.
bool WithinShippedBounds(const std::vector<int>& test) {
  std::map<std::string, int> count;
  std::set<int> distinct(test.begin(), test.end());
  for (const int i : test) {
    const Item& item = ShippedPreparedExam()->bank().item(i);
    if (item.status != ItemStatus::kOperational) return false;
    ++count["domain == \"" + item.attributes.at("domain") + "\""];
    ++count["area == \"" + item.attributes.at("area") + "\""];
  }
  bool within = test.size() == 50 && distinct.size() == 50;
  for (const Constraint& c : ShippedPreparedExam()->exam().constraints) {
    within = within && *c.lower <= count[c.condition] &&
             count[c.condition] <= *c.upper;
  }
  return within;
}

TEST(ShippedBlueprint, HasATestForEveryAbilityAndPrefix) {
  Random random(1);
  for (int t = 0; t < 200; ++t) {
    const std::vector<int> other = Assemble(InformationAt(random.Normal()), {});
    std::vector<int> required = other;
    random.Shuffle(required);
    required.resize(random.Below(51));
    const std::vector<int> test =
        Assemble(InformationAt(2 * random.Normal()), required);
    EXPECT_TRUE(WithinShippedBounds(test));
    for (const int item : required) {
      EXPECT_THAT(test, testing::Contains(item));
    }
  }
}

// The tests are the bases of a matroid, so a test that no exchange of one item
// improves is optimal.
TEST(ShippedBlueprint, GivesTestsThatNoExchangeImproves) {
  Random random(2);
  for (int t = 0; t < 10; ++t) {
    const std::vector<double> gains = InformationAt(1.5 * random.Normal());
    std::vector<int> test = Assemble(gains, {});
    for (int& place : test) {
      const int out = place;
      for (int in = 0; in < static_cast<int>(gains.size()); ++in) {
        if (gains[in] <= gains[out]) continue;
        place = in;
        EXPECT_FALSE(WithinShippedBounds(test)) << out << " for " << in;
        place = out;
      }
    }
  }
}

}  // namespace
}  // namespace adaptest
