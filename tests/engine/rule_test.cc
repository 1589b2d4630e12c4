#include "engine/rule.h"

#include <cmath>
#include <variant>

#include "engine/status_macros.h"

namespace adaptest {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr ParameterSpec kSpecs[] = {{"length", 1, 10, 5, "items"},
                                    {"slack", 0, 1, 0.5, "share"}};

std::string ErrorOf(const absl::Status& status) {
  return std::string(status.message());
}

TEST(ReadParameters, FillsInDefaults) {
  const auto values = ReadParameters({"r", {{"slack", 0.25}}, {}, {}}, kSpecs);
  ASSERT_TRUE(values.ok()) << values.status();
  EXPECT_THAT(*values, ElementsAre(5, 0.25));
}

TEST(ReadParameters, RefusesAMisspelledName) {
  const auto values = ReadParameters({"r", {{"lenght", 3}}, {}, {}}, kSpecs);
  EXPECT_EQ(ErrorOf(values.status()),
            "rule r: parameter \"lenght\" is unknown; allowed: length, slack");
}

TEST(ReadParameters, RefusesValuesOutOfRange) {
  for (const double bad : {0.0, 11.0, std::nan("")}) {
    const auto values =
        ReadParameters({"r", {{"length", bad}}, {}, {}}, kSpecs);
    EXPECT_THAT(ErrorOf(values.status()), HasSubstr("is outside [1, 10]"));
  }
}

TEST(ReadParameters, RefusesRulesInside) {
  EXPECT_FALSE(ReadParameters({"r", {}, {}, {{"s", {}, {}, {}}}}, {}).ok());
}

TEST(ReadOptions, TakesTheFirstAllowedValueByDefault) {
  const std::vector<OptionSpec> specs = {{"tie", {"fail", "pass"}, "at cut"}};
  EXPECT_THAT(*ReadOptions({"r", {}, {}, {}}, specs), ElementsAre("fail"));
  EXPECT_THAT(*ReadOptions({"r", {}, {{"tie", "pass"}}, {}}, specs),
              ElementsAre("pass"));
}

TEST(ReadOptions, RefusesWhatIsNotAllowed) {
  const std::vector<OptionSpec> specs = {{"tie", {"fail", "pass"}, "at cut"}};
  const auto value = ReadOptions({"r", {}, {{"tie", "maybe"}}, {}}, specs);
  EXPECT_THAT(ErrorOf(value.status()), HasSubstr("allowed: fail, pass"));
  const auto name = ReadOptions({"r", {}, {{"ties", "pass"}}, {}}, specs);
  EXPECT_THAT(ErrorOf(name.status()), HasSubstr("\"ties\" is unknown"));
}

struct Fixed {
  static constexpr absl::string_view kName = "fixed";
  static absl::StatusOr<Fixed> Make(const Rule& rule) {
    ASSIGN_OR_RETURN(const auto values, ReadParameters(rule, kSpecs));
    return Fixed{values[0]};
  }
  double length;
};

struct Never {
  static constexpr absl::string_view kName = "never";
  static absl::StatusOr<Never> Make(const Rule&) { return Never(); }
};

using Family = std::variant<Never, Fixed>;

TEST(MakeByName, BuildsTheMemberNamed) {
  const auto made =
      MakeByName<Family>("stopping rule", {"fixed", {{"length", 7}}, {}, {}});
  ASSERT_TRUE(made.ok()) << made.status();
  EXPECT_EQ(std::get<Fixed>(*made).length, 7);
}

TEST(MakeByName, PassesOnTheMembersError) {
  const auto made =
      MakeByName<Family>("stopping rule", {"fixed", {{"length", 0}}, {}, {}});
  EXPECT_THAT(ErrorOf(made.status()), HasSubstr("length = 0"));
}

TEST(MakeByName, ListsTheFamilyForAnUnknownName) {
  const auto made = MakeByName<Family>("stopping rule", {"x", {}, {}, {}});
  EXPECT_EQ(ErrorOf(made.status()),
            "stopping rule \"x\" is unknown; allowed: never, fixed");
}

}  // namespace
}  // namespace adaptest
