// Optimal tests under constraints of every kind against GLPK, which solves
// programs that are written here from the profile's words. ADAPTEST_INSTANCES
// in the environment says how many; its default is small.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <optional>

#include "engine/blueprint/shadow_test.h"
#include "mip/assembly_mip.h"
#include "tests/support/exam_builder.h"
#include "tests/support/glpk_oracle.h"

namespace adaptest {
namespace {

constexpr double kTolerance = 1e-11;

int Instances() {
  const char* text = std::getenv("ADAPTEST_INSTANCES");
  return text == nullptr ? 200 : std::atoi(text);
}

// A random blueprint around a hidden test, so that most have a solution.
class Instance {
 public:
  explicit Instance(Random& random) : random_(random) {
    n_ = 40 + Below(120);
    length_ = 8 + Below(n_ / 5);
    MakeItems();
    Hide();
    if (Below(2) == 0) {
      AddSets();
    } else {
      AddRuleOfOrder();
    }
    AddCounts("area", "number");
    if (Below(2) == 0) AddCounts("type", "percent");
    if (Below(2) == 0) AddSum();
    if (Below(3) == 0) AddMean();
    if (Below(3) == 0) AddFixed();
    if (Below(3) == 0) AddPair("all_or_none");
    if (Below(3) == 0) AddPair("enemy");
    if (Below(3) == 0) AddPreference();
    AddEnemyGroups();
    const double least = Below(2) == 0 ? 0 : -1;
    for (int i = 0; i < n_; ++i) gains_.push_back(least + random_.Uniform());
    bank_ = *ItemBank::Make(items_);
  }

  const ItemBank& bank() const { return *bank_; }
  int length() const { return length_; }
  const std::vector<Constraint>& constraints() const { return constraints_; }
  const std::vector<double>& gains() const { return gains_; }

  // The same in GLPK's words.
  LinearProgram Program() const {
    LinearProgram lp;
    LinearProgram::Row all{
        static_cast<double>(length_), static_cast<double>(length_), {}};
    for (int i = 0; i < n_; ++i) {
      lp.columns.push_back({gains_[i], 0, 1, true});
      all.entries.push_back({i, 1});
    }
    lp.rows.push_back(all);
    for (const Constraint& c : constraints_) AddTo(c, lp);
    std::map<std::string, std::vector<int>> enemies;
    for (int i = 0; i < n_; ++i) {
      if (!items_[i].enemy_group.empty()) {
        enemies[items_[i].enemy_group].push_back(i);
      }
    }
    for (const auto& [name, members] : enemies) {
      lp.rows.push_back(RowOf(members, -LinearProgram::kInfinity, 1));
    }
    return lp;
  }

  // Gains less what preferences cost.
  double Objective(const std::vector<int>& test) const {
    double sum = 0;
    for (const int i : test) sum += gains_[i];
    for (const Constraint& c : constraints_) {
      if (!c.weight) continue;
      const std::vector<int> members = Matching(c);
      double count = 0;
      for (const int i : test) {
        count += std::binary_search(members.begin(), members.end(), i);
      }
      sum -= Cost(c) * std::max({0.0, *c.lower - count, count - *c.upper});
    }
    return sum;
  }

 private:
  int Below(int n) { return static_cast<int>(random_.Below(n)); }

  void MakeItems() {
    items_ = RandomBank("2pl", n_, random_.Bits()).items();
    for (Item& item : items_) {
      item.attributes["area"] = absl::StrCat("A", Below(6));
      item.attributes["type"] = absl::StrCat("T", Below(3));
      item.attributes["words"] = absl::StrCat(20 + Below(150));
    }
  }

  void Hide() {
    std::vector<int> order = AllItems(n_);
    random_.Shuffle(order);
    order.resize(length_);
    hidden_.assign(n_, false);
    for (const int i : order) hidden_[i] = true;
  }

  // Items 4s to 4s + 3, of which the hidden test has 2 or none.
  void AddSets() {
    const int sets = 1 + Below(4);
    for (int s = 0; s < sets; ++s) {
      const bool given = hidden_[4 * s];
      for (int i = 4 * s; i < 4 * s + 4; ++i) {
        items_[i].item_set = absl::StrCat("S", s);
        hidden_[i] = given && i < 4 * s + 2;
      }
    }
    length_ =
        static_cast<int>(std::count(hidden_.begin(), hidden_.end(), true));
    Constraint per = Make("per_set", "");
    per.lower = 1 + Below(2);
    per.upper = 2 + Below(2);
    constraints_.push_back(per);
    double given = 0;
    for (int s = 0; s < sets; ++s) given += hidden_[4 * s];
    Constraint number = Make("set_number", "");
    number.lower = std::max(0, static_cast<int>(given) - Below(2));
    number.upper = given + Below(2);
    constraints_.push_back(number);
  }

  // One rule; what it means for counts has a closed form.
  void AddRuleOfOrder() {
    const std::string condition = "area == \"A0\"";
    const int kind = Below(4);
    Constraint c = Make(kind == 0   ? "position"
                        : kind == 1 ? "order"
                                    : "number",
                        condition);
    const int first = 1 + Below(length_ - 2);
    const int last = first + Below(length_ - first);
    const int count = HiddenCount(c);
    if (kind == 3) return;
    if (kind == 0) {
      c.lower = first;
      c.upper = std::max(last, std::min(length_, first + count - 1));
    } else if (kind == 1) {
      c.upper = 1 + Below(2);
    } else {
      c.first_position = first;
      c.last_position = last;
      c.lower = std::min(Below(2), last - first + 1);
      c.upper = *c.lower + Below(3);
    }
    constraints_.push_back(c);
  }

  int HiddenCount(const Constraint& c) const {
    int count = 0;
    for (const int i : Matching(c)) count += hidden_[i];
    return count;
  }

  void AddCounts(const std::string& attribute, const char* type) {
    std::map<std::string, int> values;
    for (const Item& item : items_) ++values[item.attributes.at(attribute)];
    for (const auto& [value, size] : values) {
      Constraint c = Make(type, absl::StrCat(attribute, " == \"", value, "\""));
      const int count = HiddenCount(c);
      const int lower = std::max(0, count - Below(2));
      const int upper = std::min(length_, count + Below(2));
      const double unit = c.type == "percent" ? 100.0 / length_ : 1;
      c.lower = lower * unit;
      c.upper = std::min(100.0, upper * unit);
      if (c.type == "number") c.upper = upper;
      constraints_.push_back(c);
    }
  }

  double HiddenWords() const {
    double sum = 0;
    for (int i = 0; i < n_; ++i) {
      if (hidden_[i]) sum += Words(i);
    }
    return sum;
  }

  double Words(int item) const {
    return std::stod(items_[item].attributes.at("words"));
  }

  void AddSum() {
    Constraint c = Make("sum", "");
    c.attribute = "words";
    c.lower = HiddenWords() - 20;
    c.upper = HiddenWords() + Below(20);
    constraints_.push_back(c);
  }

  void AddMean() {
    Constraint c = Make("mean", "");
    c.attribute = "words";
    c.upper = std::ceil(HiddenWords() / length_);
    constraints_.push_back(c);
  }

  void AddFixed() {
    int in = 0, out = 0;
    while (!hidden_[in]) ++in;
    while (hidden_[out]) ++out;
    constraints_.push_back(
        Make("include", absl::StrCat("item_id == \"", items_[in].id, "\"")));
    constraints_.push_back(
        Make("exclude", absl::StrCat("item_id == \"", items_[out].id, "\"")));
  }

  // The last two items that the hidden test lacks.
  void AddPair(const char* type) {
    std::vector<int> out;
    for (int i = n_; i-- > 0 && out.size() < 2;) {
      if (!hidden_[i]) out.push_back(i);
    }
    constraints_.push_back(
        Make(type, absl::StrCat("item_id in (\"", items_[out[0]].id, "\", \"",
                                items_[out[1]].id, "\")")));
  }

  void AddPreference() {
    Constraint c = Make("number", "type == \"T1\"");
    c.lower = HiddenCount(c) + 1 + Below(3);
    c.upper = *c.lower + Below(2);
    c.weight = 0.02 + 0.3 * random_.Uniform();
    constraints_.push_back(c);
  }

  void AddEnemyGroups() {
    const int groups = Below(n_ / 4);
    for (int g = 0; g < groups; ++g) {
      const int i = Below(n_), j = Below(n_);
      if (i == j || (hidden_[i] && hidden_[j]) ||
          !items_[i].enemy_group.empty() || !items_[j].enemy_group.empty()) {
        continue;
      }
      items_[i].enemy_group = items_[j].enemy_group = absl::StrCat("E", g);
    }
  }

  Constraint Make(const char* type, std::string condition) {
    Constraint c;
    c.id = absl::StrCat("C", constraints_.size());
    c.type = type;
    c.condition = std::move(condition);
    return c;
  }

  // Conditions here compare one attribute, or name items.
  std::vector<int> Matching(const Constraint& c) const {
    std::vector<int> members;
    for (int i = 0; i < n_; ++i) {
      const auto is = [&](const char* name) {
        return c.condition == absl::StrCat(name, " == \"",
                                           items_[i].attributes.at(name), "\"");
      };
      const bool named =
          c.condition.find("item_id") != std::string::npos &&
          c.condition.find("\"" + items_[i].id + "\"") != std::string::npos;
      if (c.condition.empty() || is("area") || is("type") || named) {
        members.push_back(i);
      }
    }
    return members;
  }

  static LinearProgram::Row RowOf(const std::vector<int>& members, double lower,
                                  double upper) {
    LinearProgram::Row row{lower, upper, {}};
    for (const int i : members) row.entries.push_back({i, 1});
    return row;
  }

  double Cost(const Constraint& c) const {
    const auto [least, most] =
        std::minmax_element(gains_.begin(), gains_.end());
    return *c.weight * (*most - *least);
  }

  void AddTo(const Constraint& c, LinearProgram& lp) const {
    constexpr double kNone = LinearProgram::kInfinity;
    const std::vector<int> members = Matching(c);
    const auto size = static_cast<double>(members.size());
    if (c.weight) {
      const int less = AddColumn(lp, {-Cost(c), 0, 1e6, false});
      const int more = AddColumn(lp, {-Cost(c), 0, 1e6, false});
      LinearProgram::Row row = RowOf(members, *c.lower, *c.upper);
      row.entries.push_back({less, 1});
      row.entries.push_back({more, -1});
      lp.rows.push_back(row);
    } else if (c.type == "number" && c.first_position) {
      const double places = *c.last_position - *c.first_position + 1;
      lp.rows.push_back(RowOf(members, *c.lower,
                              length_ - places + std::min(*c.upper, places)));
    } else if (c.type == "number") {
      lp.rows.push_back(RowOf(members, *c.lower, *c.upper));
    } else if (c.type == "percent") {
      lp.rows.push_back(RowOf(members,
                              std::ceil(*c.lower * length_ / 100 - 1e-9),
                              std::floor(*c.upper * length_ / 100 + 1e-9)));
    } else if (c.type == "position") {
      lp.rows.push_back(RowOf(members, -kNone, *c.upper - *c.lower + 1));
    } else if (c.type == "order") {
      lp.rows.push_back(
          RowOf(members, -kNone,
                std::floor((*c.upper + *c.upper * length_) / (1 + *c.upper))));
    } else if (c.type == "sum" || c.type == "mean") {
      const double shift = c.type == "mean" ? *c.upper : 0;
      LinearProgram::Row row{
          c.lower.value_or(-kNone), c.type == "mean" ? 0 : *c.upper, {}};
      for (const int i : members) row.entries.push_back({i, Words(i) - shift});
      lp.rows.push_back(row);
    } else if (c.type == "include" || c.type == "exclude") {
      const double value = c.type == "include" ? size : 0;
      lp.rows.push_back(RowOf(members, value, value));
    } else if (c.type == "enemy") {
      lp.rows.push_back(RowOf(members, -kNone, 1));
    } else if (c.type == "all_or_none") {
      lp.rows.push_back({0, 0, {{members[0], 1}, {members[1], -1}}});
    } else {
      AddSetsTo(c, lp);
    }
  }

  void AddSetsTo(const Constraint& c, LinearProgram& lp) const {
    std::map<std::string, std::vector<int>> sets;
    for (int i = 0; i < n_; ++i) {
      if (!items_[i].item_set.empty()) sets[items_[i].item_set].push_back(i);
    }
    const bool per_set = c.type == "per_set";
    LinearProgram::Row number{*c.lower, *c.upper, {}};
    for (const auto& [name, members] : sets) {
      const int given = AddColumn(lp, {0, 0, 1, true});
      number.entries.push_back({given, 1});
      LinearProgram::Row least = RowOf(members, 0, LinearProgram::kInfinity);
      least.entries.push_back({given, per_set ? -*c.lower : -1});
      LinearProgram::Row most = RowOf(members, -LinearProgram::kInfinity, 0);
      most.entries.push_back({given, per_set ? -*c.upper : -4});
      lp.rows.push_back(least);
      lp.rows.push_back(most);
    }
    if (!per_set) lp.rows.push_back(number);
  }

  static int AddColumn(LinearProgram& lp, LinearProgram::Column column) {
    lp.columns.push_back(column);
    return static_cast<int>(lp.columns.size()) - 1;
  }

  Random& random_;
  int n_;
  int length_;
  std::vector<Item> items_;
  std::vector<char> hidden_;  // [item]
  std::vector<Constraint> constraints_;
  std::vector<double> gains_;
  std::optional<ItemBank> bank_;
};

TEST(BlueprintOracle, TestsOfEveryKindAreOptimal) {
  InstallAssemblyFallback();
  const int instances = Instances();
  int feasible = 0;
  double worst = 0;
  std::map<std::string, int> kinds;
  for (int t = 0; t < instances; ++t) {
    SCOPED_TRACE(t);
    Random random = Random::Stream(21, t);
    const Instance instance(random);
    const auto blueprint = Blueprint::Make(
        instance.bank(), instance.constraints(), instance.length());
    ASSERT_TRUE(blueprint.ok()) << blueprint.status();
    const auto test =
        AssembleTest({instance.bank(), *blueprint, instance.gains(), {}});
    const LinearProgram program = instance.Program();
    const auto oracle = SolveWithGlpk(program);
    ASSERT_TRUE(oracle.ok()) << oracle.status();
    ASSERT_EQ(test.ok(), oracle->has_value()) << test.status();
    if (!test.ok()) continue;
    ++feasible;
    for (const Constraint& c : instance.constraints()) ++kinds[c.type];
    std::vector<int> theirs;
    for (int i = 0; i < instance.bank().size(); ++i) {
      if ((**oracle)[i] > 0.5) theirs.push_back(i);
    }
    const double difference =
        instance.Objective(*test) - instance.Objective(theirs);
    worst = std::max(worst, std::abs(difference));
    EXPECT_GE(difference, -kTolerance) << "ours is not optimal";
    EXPECT_LE(difference, kTolerance) << "GLPK's is not optimal";
  }
  EXPECT_GT(feasible, instances / 2);
  EXPECT_EQ(kinds.size(), 12);
  RecordProperty("feasible", feasible);
  RecordProperty("largest_difference", absl::StrCat(worst));
  std::cout << instances << " instances, " << feasible
            << " with a test; largest difference " << worst << "\n";
}

}  // namespace
}  // namespace adaptest
